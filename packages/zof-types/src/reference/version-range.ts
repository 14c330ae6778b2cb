import type { PerVersion } from "./reference-types.js";

const RANGE = /^([1-9])(?:-([1-9]))?$/;

/** The wire versions of a range as `1`, `2-4` or `1,4-6`; undefined when it is none. */
export function versionsOf(range: string): number[] | undefined {
  const versions: number[] = [];
  for (const each of range.split(",")) {
    const parts = RANGE.exec(each);
    if (parts === null) return undefined;
    const first = Number(parts[1]);
    for (let version = first; version <= Number(parts[2] ?? first); version++) versions.push(version);
  }
  return versions;
}

/** The value that a version has; undefined when it has none. */
export function valueFor<Value>(value: PerVersion<Value>, version: number): Value | undefined {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, Value>>);
  if (!entries.some(([range]) => versionsOf(range) !== undefined)) return value as Value;
  return entries.find(([range]) => versionsOf(range)?.includes(version))?.[1];
}
