import { CodecError } from "../codec-error.js";
import type { Writer } from "../writer.js";
import type { EnumTable } from "./enum-table.js";
import { badName } from "./enum-table.js";
import { hexName, notedHole, show } from "./integers.js";
import type { Reader } from "./reader.js";

/**
 * An enumeration whose values count anew for each value of the u16 in front of it: error codes by error type.
 * The table holds both: the qualifier in the upper 16 bits.
 */
export function readQualified<Name extends string>(
  reader: Reader,
  offset: number,
  table: EnumTable<Name>,
): Name | `0x${string}` {
  const name = table.name(reader.view.getUint32(offset - 2));
  // What has no name shows as it stands here, without the value in front of it.
  return name.startsWith("0x") ? hexName(reader.view.getUint16(offset), 4) : name;
}

/** Writes the lower half; the upper half must be what was written in front of it. */
export function putQualified(
  writer: Writer,
  offset: number,
  input: unknown,
  table: EnumTable<string>,
  field: string,
): void {
  const put = (w: Writer, at: number, value: unknown, name: string) =>
    putQualified(w, at, value, table, name);
  if (notedHole(writer, offset, input, field, put, 2)) return;
  const value = table.value(input);
  if (value === undefined) throw badName(table.type, table.names, input, field);
  const isName = typeof input === "string" && Number.isNaN(Number(input));
  if ((isName || value > 0xffff) && value >>> 16 !== writer.view.getUint16(offset - 2)) {
    throw new CodecError("bad_value", `${show(input)} is the code of another error type`, { path: field });
  }
  writer.view.setUint16(offset, value & 0xffff);
}
