/**
 * Checks an option that is a whole number.
 *
 * @throws RangeError that names the option, what was given and what is allowed
 */
export function wholeNumber(name: string, value: number, from: number, to = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  const end = to === Number.MAX_SAFE_INTEGER ? "on" : `to ${to}`;
  throw new RangeError(`${name} ${value}: a whole number from ${from} ${end} is allowed`);
}
