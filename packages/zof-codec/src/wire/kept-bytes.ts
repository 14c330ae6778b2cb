import type { FieldEntry } from "./oxm-field.js";

const BYTES = Symbol("bytes of the match");

/**
 * Lets a decoded match remember its bytes, where encoding its fields would give others: prerequisites are
 * missing, a field stands twice, an ignored field of OpenFlow 1.0 is not zero. So bytes in are the same bytes
 * out, as long as nobody changes the list. A copy of the list does not remember.
 */
export function keepBytes(fields: FieldEntry[], bytes: Uint8Array): void {
  Object.defineProperty(fields, BYTES, { value: bytes.slice() });
}

/** The bytes that a decoded match remembers; undefined when it was changed since, or remembers none. */
export function keptBytes(
  fields: readonly FieldEntry[] | undefined,
  decode: (bytes: Uint8Array) => readonly FieldEntry[],
): Uint8Array | undefined {
  const bytes = (fields as { [BYTES]?: Uint8Array } | undefined)?.[BYTES];
  return bytes !== undefined && same(decode(bytes), fields ?? []) ? bytes : undefined;
}

function same(a: readonly FieldEntry[], b: readonly FieldEntry[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((entry, index) => {
    const other = b[index];
    if (other === undefined || entry.field !== other.field) return false;
    return sameValue(entry.value, other.value) && sameValue(entry.mask, other.mask);
  });
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, index) => byte === b[index]);
  }
  return a === b;
}
