const DIGITS = new Int8Array(128).fill(-1);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  DIGITS[digit.charCodeAt(0)] = value;
  DIGITS[digit.toUpperCase().charCodeAt(0)] = value;
}

/** The value of the hexadecimal digit at `index`, or -1 when there is none. */
export function hexDigit(text: string, index: number): number {
  return DIGITS[text.charCodeAt(index)] ?? -1;
}
