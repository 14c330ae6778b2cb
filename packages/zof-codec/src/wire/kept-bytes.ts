import { CodecError } from "../codec-error.js";

const BYTES = Symbol("bytes as they came");

/**
 * Lets a decoded value remember its bytes, where encoding it would give others: prerequisites of a match are
 * missing, a field stands twice, properties come in another order. So bytes in are the same bytes out, as long
 * as nobody changes the value. A copy of the value does not remember.
 */
export function keepBytes(value: object, bytes: Uint8Array): void {
  Object.defineProperty(value, BYTES, { value: bytes.slice(), configurable: true });
}

/** Whether a value is one that remembers its bytes. */
export function remembersBytes(value: object): boolean {
  return (value as { [BYTES]?: Uint8Array })[BYTES] !== undefined;
}

/** The bytes that a decoded value remembers; undefined when it was changed since (`unchanged` tells), or has none. */
export function keptBytes(
  value: object | undefined,
  unchanged: (bytes: Uint8Array) => boolean,
): Uint8Array | undefined {
  const bytes = (value as { [BYTES]?: Uint8Array } | undefined)?.[BYTES];
  try {
    return bytes !== undefined && unchanged(bytes) ? bytes : undefined;
  } catch (error) {
    // They are the bytes of another form: a match of OpenFlow 1.0 put into a message of 1.3.
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}

/** Hands the bytes that a value remembers on to another that shows the same. */
export function passBytes(from: object, to: object): void {
  const bytes = (from as { [BYTES]?: Uint8Array })[BYTES];
  if (bytes !== undefined) Object.defineProperty(to, BYTES, { value: bytes });
}

/** Whether two decoded values are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, index) => byte === b[index]);
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameValue(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
