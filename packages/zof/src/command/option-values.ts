import { InvalidArgumentError } from "commander";

/** Values between commas; given several times, the option adds to them. */
export function list(text: string, before: readonly string[] = []): string[] {
  const items = text.split(",").map((item) => item.trim());
  return [...before, ...items.filter((item) => item !== "")];
}

/** A whole number, 0 or more. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("It is a whole number, 0 or more.");
}

/** A wire version, also by the name of its OpenFlow version. */
export function wireVersion(text: string): number {
  const parts = /^(?:1\.([0-5])|([1-6]))$/.exec(text);
  if (parts !== null) return parts[1] === undefined ? Number(parts[2]) : Number(parts[1]) + 1;
  throw new InvalidArgumentError("It is 1.0, 1.1, 1.2, 1.3, 1.4 or 1.5, or 1 to 6 as in the messages.");
}
