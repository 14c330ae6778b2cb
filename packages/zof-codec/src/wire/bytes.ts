import { CodecError } from "../codec-error.js";
import { Hole } from "../hole.js";
import type { Put, Writer } from "../writer.js";
import { notedHole, show } from "./integers.js";
import type { Reader } from "./reader.js";
import type { Scalar } from "./scalar.js";

const HEX = /^(?:[0-9a-fA-F]{2})*$/;

/** Bytes from what people write: a Uint8Array, or hexadecimal text; undefined when it is neither. */
export function bytesFrom(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== "string") return undefined;
  const text = value.replace(/\s+/g, "");
  if (!HEX.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Bytes as upper-case hexadecimal text. */
export function hexText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex").toUpperCase();
}

function toBytes(value: unknown, field: string): Uint8Array {
  const bytes = bytesFrom(value);
  if (bytes !== undefined) return bytes;
  const code = value === undefined ? "missing" : "bad_value";
  throw new CodecError(code, `${show(value)} is not bytes: a Uint8Array or hexadecimal text`, {
    path: field,
  });
}

/** The rest of the container, not copied: the array shares the memory of the message. */
export function readBytes(reader: Reader): Uint8Array {
  const offset = reader.rest();
  return reader.bytes.subarray(offset, reader.end);
}

/** Appends bytes of any length. A hole at the very end of a template may stand for them. */
export function writeBytes(writer: Writer, value: unknown, field: string): void {
  if (value instanceof Hole) writer.noteTail(value, field);
  else writer.append(toBytes(value, field));
}

/** A fixed number of bytes. */
export function fixedBytes(size: number): Scalar<Uint8Array> {
  const put: Put = (writer, offset, value, field) => {
    if (notedHole(writer, offset, value, field, put, size)) return;
    const bytes = toBytes(value, field);
    if (bytes.length !== size) {
      throw new CodecError("bad_value", `${bytes.length} bytes, ${size} expected`, { path: field });
    }
    writer.bytes.set(bytes, offset);
  };
  return { size, get: (r, o) => r.bytes.subarray(o, o + size), put };
}
