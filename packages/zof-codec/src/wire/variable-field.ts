import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import type { Writer } from "../writer.js";
import { bytesFrom } from "./bytes.js";
import { show } from "./integers.js";
import { splitMask } from "./mask.js";
import { type FieldEntry, HAS_MASK, type OxmField } from "./oxm-field.js";
import type { Reader } from "./reader.js";

/** The length of a field that may be shorter than its scalar. */
export function checkedVariableSize(
  reader: Reader,
  start: number,
  size: number,
  masked: boolean,
  field: OxmField,
): number {
  const each = (size - field.headerSize + 4) / (masked ? 2 : 1);
  if (Number.isInteger(each) && each >= 0 && each <= field.scalar.size) return size;
  const reason = `${field.name} of ${size} bytes, at most ${field.scalar.size}${masked ? " for value and mask each" : ""} expected`;
  throw reader.error("bad_length", reason, start);
}

/** Reads value and mask of such a field: bytes, as many as there are. */
export function readVariable(
  reader: Reader,
  offset: number,
  size: number,
  header: number,
  { name: field }: OxmField,
): FieldEntry {
  const half = (header & HAS_MASK) === 0 ? size : size / 2;
  const value = reader.bytes.subarray(offset, offset + half);
  return half === size
    ? { field, value }
    : { field, value, mask: reader.bytes.subarray(offset + half, offset + size) };
}

/** Writes such a field: mask and value are of one length. */
export function writeVariable(writer: Writer, entry: FieldEntry, field: OxmField): void {
  for (const each of [entry.value, entry.mask]) if (each instanceof Hole) throw new VariableHole(each);
  const { value, mask } = splitMask(entry.value, entry.mask, field.scalar.size);
  const bytes = variableBytes(value, "value", field);
  const start = writer.reserve(field.headerSize);
  if (field.experimenter !== undefined) writer.view.setUint32(start + 4, field.experimenter);
  const header = field.header & ~0xff;
  const size = bytes.length + field.headerSize - 4;
  writer.append(bytes);
  if (mask === undefined) {
    writer.view.setUint32(start, header + size);
    return;
  }
  const maskBytes = variableBytes(mask, "mask", field);
  if (maskBytes.length !== bytes.length) {
    const reason = `${maskBytes.length} bytes, but the value has ${bytes.length}`;
    throw new CodecError("bad_value", reason, { path: "mask" });
  }
  writer.append(maskBytes);
  writer.view.setUint32(start, (header | HAS_MASK) + size + bytes.length);
}

function variableBytes(value: unknown, path: string, field: OxmField): Uint8Array {
  const bytes = bytesFrom(value);
  if (bytes !== undefined && bytes.length <= field.scalar.size) return bytes;
  const code = value === undefined ? "missing" : "bad_value";
  const reason = `${show(value)} is not at most ${field.scalar.size} bytes: a Uint8Array or hexadecimal text`;
  throw new CodecError(code, reason, { path });
}
