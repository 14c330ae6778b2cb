import { JsonWriter } from "./json-writer.js";

/**
 * JSON text of a message: bigints as integers in full precision, bytes as upper-case hexadecimal text.
 * (`JSON.parse` rounds integers beyond 2^53; read them with a parser that does not.)
 *
 * @param indent - spaces for each level; 0 gives one line
 */
export function formatJson(value: unknown, indent = 0): string {
  const writer = indent === 0 ? (idle ?? new JsonWriter()) : new JsonWriter(indent);
  idle = undefined;
  writer.length = 0;
  writer.value(value);
  if (indent === 0 && writer.bytes.length <= MAX_KEPT) idle = writer;
  return Buffer.from(writer.bytes.buffer, 0, writer.length).toString();
}

/** The writer of single lines, while none is written: a `toJSON` may ask for JSON in turn. */
let idle: JsonWriter | undefined;
/** Bytes that may be held until the next call. */
const MAX_KEPT = 1024 * 1024;
