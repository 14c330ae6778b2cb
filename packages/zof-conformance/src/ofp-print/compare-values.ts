import { numberText } from "./number-text.js";
import { secondsText } from "./printed-flow.js";

/** Numbers and addresses as Open vSwitch writes them: no parts of words, no numbers that count a list. */
const VALUE =
  /(?<![\w.])(?:(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|\d+\.\d+\.\d+\.\d+|\d+\.\d%|\d+\.\d+s?|0x[0-9a-f]+|\d+)(?![\w]|[.:][0-9a-f]|: )/g;

/** Open vSwitch prints the number. */
const ALL_GROUPS = 0xfffffffc;

/**
 * Values in the text that Open vSwitch prints for a message which the message does not hold: none, when the
 * two agree. For messages whose text nobody reads in full.
 *
 * Numbers of entries and of bytes count as values of the message.
 */
export function strangeValues(text: string, body: unknown): string[] {
  const known = new Set<string>();
  collect(body, known);
  const printed = [...text.matchAll(VALUE)].map(([value]) => value);
  return printed.filter((value) => !known.has(plain(value)));
}

function plain(value: string): string {
  // Rates of queues: a tenth of a percent is one.
  if (value.endsWith("%")) return numberText(value.slice(0, -1).replace(".", ""));
  return /^\d+\.\d+s?$/.test(value) ? secondsText(value.replace("s", "")) : numberText(value);
}

function collect(value: unknown, known: Set<string>): void {
  if (value instanceof Uint8Array) known.add(numberText(value.length));
  else if (Array.isArray(value)) {
    known.add(numberText(value.length));
    for (const each of value) collect(each, known);
  } else if (typeof value === "object" && value !== null) {
    for (const each of Object.values(value)) collect(each, known);
  } else if (typeof value === "string" && /^\d+\.\d+$/.test(value)) known.add(secondsText(value));
  else if (value === "ALL") known.add(numberText(ALL_GROUPS));
  else if (value !== undefined) known.add(numberText(value));
}
