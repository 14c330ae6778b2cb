import { CodecError } from "../codec-error.js";
import type { Writer } from "../writer.js";
import { bytesFrom } from "./bytes.js";
import { EXPERIMENTER_CLASS, type FieldEntry, HAS_MASK } from "./oxm-field.js";
import type { Reader } from "./reader.js";

const UNKNOWN_FIELD = /^0x[0-9a-fA-F]{8}(\.0x[0-9a-fA-F]{8})?$/;

/** Whether a name is that of a field which is not in the table: its header in hexadecimal. */
export function isUnknownField(name: unknown): name is string {
  return typeof name === "string" && UNKNOWN_FIELD.test(name);
}

function hex32(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(8, "0")}`;
}

/** Reads a field that is not in the table, behind its header. */
export function readUnknown(reader: Reader, start: number, header: number): FieldEntry {
  const masked = (header & HAS_MASK) !== 0;
  let size = header & 0xff;
  let name = hex32(header);
  if (header >>> 16 === EXPERIMENTER_CLASS) {
    if (size < 4)
      throw reader.error("bad_length", `experimenter field of ${size} bytes, at least 4 expected`, start);
    name += `.${hex32(reader.view.getUint32(reader.take(4)))}`;
    size -= 4;
  }
  if (masked && size % 2 !== 0) {
    throw reader.error("bad_length", `${size} bytes cannot be a value and a mask of one size`, start);
  }
  const offset = reader.take(size);
  const half = masked ? size / 2 : size;
  const value = reader.bytes.subarray(offset, offset + half);
  return masked
    ? { field: name, value, mask: reader.bytes.subarray(offset + half, offset + size) }
    : { field: name, value };
}

/** Writes a field that is not in the table. */
export function writeUnknown(writer: Writer, entry: FieldEntry): void {
  const [headerText = "", experimenter] = entry.field.split(".");
  const header = Number(headerText);
  const parts = entry.mask === undefined ? [entry.value] : [entry.value, entry.mask];
  const bytes = parts.map((part) => bytesFrom(part));
  const size = bytes.reduce((sum, part) => sum + (part?.length ?? 0), experimenter === undefined ? 0 : 4);
  const masked = (header & HAS_MASK) !== 0;
  if (bytes.includes(undefined) || size !== (header & 0xff) || masked !== (entry.mask !== undefined)) {
    const expected = `${header & 0xff} bytes${masked ? " of value and mask" : ""}`;
    throw new CodecError("bad_value", `${entry.field} says that ${expected} follow`, { path: "value" });
  }
  const start = writer.reserve(experimenter === undefined ? 4 : 8);
  writer.view.setUint32(start, header);
  if (experimenter !== undefined) writer.view.setUint32(start + 4, Number(experimenter));
  for (const part of bytes) if (part !== undefined) writer.append(part);
}
