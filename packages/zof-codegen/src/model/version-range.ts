/** A wire version: 1 is OpenFlow 1.0, 6 is OpenFlow 1.5. */
export type Version = 1 | 2 | 3 | 4 | 5 | 6;

const RANGE = /^([1-6])(?:-([1-6]))?$/;

/** Whether a key of a schema is a version range, as `1` or `2-4`, or several, as `1,4-6`. */
export function isVersionRange(key: string): boolean {
  return key.split(",").every((range) => RANGE.test(range));
}

/** Whether a range holds a version. */
export function inRange(range: string, version: Version): boolean {
  return range.split(",").some((each) => {
    const parts = RANGE.exec(each);
    if (parts === null) throw new Error(`"${range}" is not a version range, as "1" or "2-4"`);
    const first = Number(parts[1]);
    return version >= first && version <= Number(parts[2] ?? first);
  });
}

/** The value for a version out of a map of version ranges; undefined when no range holds it. */
export function forVersion<Value>(map: Readonly<Record<string, Value>>, version: Version): Value | undefined {
  for (const [range, value] of Object.entries(map)) {
    if (isVersionRange(range) && inRange(range, version)) return value;
  }
  return undefined;
}
