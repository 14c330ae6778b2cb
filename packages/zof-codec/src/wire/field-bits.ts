import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import type { Put, Writer } from "../writer.js";
import { integerFrom, notedHole, show } from "./integers.js";
import type { OxmCodec } from "./oxm-codec.js";
import { formatOxmHeader, type OxmHeader, parseOxmHeader } from "./oxm-ids.js";
import type { Reader } from "./reader.js";
import type { Scalar } from "./scalar.js";

/**
 * Some bits of a field, as Open vSwitch's actions name them. In text: `NX_REG0[10:16]` are bits 10 to 15, counted
 * from the least significant; `NX_REG0` alone is all of it. On the wire it is the field's header, and
 * elsewhere the first bit and the number of bits.
 */
export interface FieldBits extends OxmHeader {
  readonly offset: number;
  readonly count: number;
}

const TEXT = /^([^[\]]+)(?:\[([0-9]{1,5}):([0-9]{1,5})\])?$/;

/** Reads the text of some bits. Throws a CodecError when the field is not known or has no such bits. */
export function parseFieldBits(value: unknown, oxm: OxmCodec, field: string): FieldBits {
  if (value instanceof Hole) throw new VariableHole(value);
  const parts = typeof value === "string" ? TEXT.exec(value) : null;
  if (parts === null) {
    const code = value === undefined ? "missing" : "bad_value";
    throw new CodecError(code, `${show(value)} is not bits of a field, as NX_REG0[0:16]`, { path: field });
  }
  const [, name = "", from = "0", to] = parts;
  const header = parseOxmHeader(name, oxm, field);
  const width = widthOf(name, oxm);
  const offset = Number(from);
  const end = to === undefined ? width : Number(to);
  if (end === undefined) {
    throw new CodecError("bad_value", `${name} needs its bits, as ${name}[0:16]`, { path: field });
  }
  if (end < offset || end > (width ?? 0xffff)) {
    const room = width === undefined ? "" : ` among its ${width}`;
    throw new CodecError("bad_value", `${name} has no bits from ${from} up to ${end}${room}`, {
      path: field,
    });
  }
  return { ...header, offset, count: end - offset };
}

/** Bits of a field that the text names as it is; undefined when the text is a header. */
function widthOf(name: string, oxm: OxmCodec): number | undefined {
  const known = oxm.known(name.replace(/^~|\/mask$/g, ""));
  return known === undefined ? undefined : 8 * known.scalar.size;
}

/** The text of some bits; a field that has not so many is shown by its header. */
export function formatFieldBits(id: OxmHeader, offset: number, count: number, oxm: OxmCodec): string {
  const name = formatOxmHeader(id, oxm);
  const width = widthOf(name, oxm);
  const fits = width === undefined || offset + count <= width;
  return `${fits ? name : formatOxmHeader(id, undefined)}[${offset}:${offset + count}]`;
}

/** First bit and number of bits as one u16: ten bits and six. */
export function rangeOf({ offset, count }: FieldBits, field: string): number {
  if (offset > 0x3ff || count < 1 || count > 64) {
    throw new CodecError(
      "bad_value",
      `${count} bits from bit ${offset}: at least 1 and at most 64 fit here`,
      {
        path: field,
      },
    );
  }
  return (offset << 6) | (count - 1);
}

/** Writes the header of a field that has to be of 4 bytes. */
function putShortHeader(
  writer: Writer,
  at: number,
  { header, experimenter }: OxmHeader,
  field: string,
): void {
  if (experimenter !== undefined) {
    throw new CodecError("bad_value", "a field of the experimenter class does not fit here", { path: field });
  }
  writer.view.setUint32(at, header);
}

/** Header of 4 bytes of the field that some bits are of. */
export function writeShortHeader(writer: Writer, bits: OxmHeader, field: string): void {
  putShortHeader(writer, writer.reserve(4), bits, field);
}

/** The number of bits that two properties share, which must be the same. */
export function sameCount(field: string, other: string, bits: FieldBits, others: FieldBits): number {
  if (bits.count === others.count) return bits.count;
  const reason = `${bits.count} bits, but ${other} has ${others.count}`;
  throw new CodecError("bad_value", reason, { path: field });
}

/** Makes sure of a number of bits that the wire does not say. */
export function checkCount(bits: FieldBits, count: number, field: string): void {
  if (bits.count === count) return;
  throw new CodecError("bad_value", `${bits.count} bits, ${count} expected`, { path: field });
}

/**
 * Bits of a field, or an integer: the header of the field, or zeros, and then the bits' place or the integer
 * (`struct nx_action_conntrack`, `struct nx_action_sample4`).
 */
export function bitsOr(integer: Scalar<number>, oxm: OxmCodec): Scalar<string | number> {
  const size = 4 + integer.size;
  const put: Put = (writer, offset, value, field) => {
    if (notedHole(writer, offset, value, field, put, size)) return;
    writer.zero(offset, size);
    if (typeof value !== "string" || integerFrom(value) !== undefined) {
      integer.put(writer, offset + 4, value, field);
      return;
    }
    const bits = parseFieldBits(value, oxm, field);
    putShortHeader(writer, offset, bits, field);
    writer.view.setUint16(offset + 4, rangeOf(bits, field));
  };
  return {
    size,
    get(reader, offset) {
      const header = reader.view.getUint32(offset);
      if (header === 0) return integer.get(reader, offset + 4);
      const range = reader.view.getUint16(offset + 4);
      return formatFieldBits({ header, experimenter: undefined }, range >>> 6, (range & 0x3f) + 1, oxm);
    },
    put,
  };
}

/** Reads a header of 4 bytes. */
export function readShortHeader(reader: Reader): OxmHeader {
  return { header: reader.view.getUint32(reader.take(4)), experimenter: undefined };
}
