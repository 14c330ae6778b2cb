import type { Integer, PerVersion } from "./schema.js";
import { forVersion, isVersionRange, type Version } from "./version-range.js";

/** The value that a version has; undefined when it has none. */
export function valueFor<Value>(value: PerVersion<Value>, version: Version): Value | undefined {
  if (typeof value === "object" && value !== null && Object.keys(value).some(isVersionRange)) {
    return forVersion(value as Readonly<Record<string, Value>>, version);
  }
  return value as Value;
}

/** An integer that may be written as hexadecimal text. */
export function toNumber(value: Integer): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`${JSON.stringify(value)} is not an integer`);
  return number;
}

/** The names of an enumeration and their values in a version. */
export function namedValues(
  values: Readonly<Record<string, PerVersion<Integer>>>,
  version: Version,
): Record<string, number> {
  const result: Record<string, number> = {};
  for (const [name, value] of Object.entries(values)) {
    const number = valueFor(value, version);
    if (number !== undefined) result[name] = toNumber(number);
  }
  return result;
}
