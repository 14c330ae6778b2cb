import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import type { Writer } from "../writer.js";
import { hexName, show } from "./integers.js";
import { readList, writeList } from "./list.js";
import type { OxmCodec } from "./oxm-codec.js";
import { EXPERIMENTER_CLASS, HAS_MASK } from "./oxm-field.js";
import type { Reader } from "./reader.js";

const OTHER = /^0x([0-9a-fA-F]{8})(?:\.0x([0-9a-fA-F]{8}))?$/;

/**
 * Lists of match fields by name, as table features give them (OXM headers without values, OpenFlow 1.3.5
 * section 7.3.5.5.2). A switch says a length as if a value followed (`ETH_DST`), as if a value and a mask
 * did (`ETH_DST/mask`), or none (`~ETH_DST`); any other header is shown in hexadecimal.
 */
export function readOxmIds(reader: Reader, oxm: OxmCodec, field: string): string[] {
  const end = reader.end;
  reader.end = withoutPadding(reader);
  const names = readNames(reader, oxm, field);
  reader.end = end;
  return names;
}

/** Where padding that is counted in the length of the struct begins: no field has a header of zeros. */
function withoutPadding({ offset, end, view }: Reader): number {
  return end - offset >= 4 && (end - offset) % 8 === 4 && view.getUint32(end - 4) === 0 ? end - 4 : end;
}

function readNames(reader: Reader, oxm: OxmCodec, field: string): string[] {
  return readList(reader, (each) => readOxmId(each, oxm), field);
}

/** What tells a field on the wire: its header, and the experimenter id behind it. */
export interface OxmHeader {
  readonly header: number;
  readonly experimenter: number | undefined;
}

/** Reads the header of a field, with its experimenter id. */
export function readOxmHeader(reader: Reader): OxmHeader {
  const header = reader.view.getUint32(reader.take(4));
  const isExperimenter = header >>> 16 === EXPERIMENTER_CLASS;
  return { header, experimenter: isExperimenter ? reader.view.getUint32(reader.take(4)) : undefined };
}

/** Reads a field by name. */
export function readOxmId(reader: Reader, oxm: OxmCodec): string {
  return formatOxmHeader(readOxmHeader(reader), oxm);
}

/** The name of a field with such a header; the header in hexadecimal when there is none, or no table is given. */
export function formatOxmHeader({ header, experimenter }: OxmHeader, oxm: OxmCodec | undefined): string {
  const known = oxm?.find(header, experimenter);
  if (known !== undefined) {
    const size = (header & 0xff) - (known.headerSize - 4);
    const masked = (header & HAS_MASK) !== 0;
    if (!masked && size === known.scalar.size) return known.name;
    if (masked && size === 2 * known.scalar.size) return `${known.name}/mask`;
    if (!masked && (header & 0xff) === 0) return `~${known.name}`;
  }
  return experimenter === undefined
    ? hexName(header, 8)
    : `${hexName(header, 8)}.${hexName(experimenter, 8)}`;
}

export function writeOxmIds(
  writer: Writer,
  names: readonly string[] | undefined,
  oxm: OxmCodec,
  field: string,
): void {
  writeList(writer, names, (each, name) => writeOxmId(each, name, oxm, ""), field);
}

/** Writes a field by name. */
export function writeOxmId(writer: Writer, name: unknown, oxm: OxmCodec, field: string): void {
  writeOxmHeader(writer, parseOxmHeader(name, oxm, field));
}

/** The header of a field by its name, or as `formatOxmHeader` shows it. */
export function parseOxmHeader(name: unknown, oxm: OxmCodec, field: string): OxmHeader {
  if (name instanceof Hole) throw new VariableHole(name);
  if (typeof name !== "string") {
    const code = name === undefined ? "missing" : "bad_value";
    throw new CodecError(code, `${show(name)} is not the name of a match field`, { path: field });
  }
  const other = OTHER.exec(name);
  if (other !== null) {
    const experimenter = other[2] === undefined ? undefined : Number(`0x${other[2]}`);
    return { header: Number(`0x${other[1]}`), experimenter };
  }
  const masked = name.endsWith("/mask");
  const bare = name.startsWith("~");
  const known = oxm.field(name.slice(bare ? 1 : 0, masked ? -5 : undefined), field);
  const header = bare
    ? known.header & ~0xff
    : masked
      ? (known.header | HAS_MASK) + known.scalar.size
      : known.header;
  return { header: header >>> 0, experimenter: known.experimenter };
}

/** Writes the header of a field, and its experimenter id. */
export function writeOxmHeader(writer: Writer, { header, experimenter }: OxmHeader): void {
  const start = writer.reserve(experimenter === undefined ? 4 : 8);
  writer.view.setUint32(start, header);
  if (experimenter !== undefined) writer.view.setUint32(start + 4, experimenter);
}
