import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import { nearest } from "../nearest.js";
import type { Writer } from "../writer.js";
import { show } from "./integers.js";
import { keepBytes, keptBytes, remembersBytes, sameValue } from "./kept-bytes.js";
import { notA, readList, writeList } from "./list.js";
import { splitMask } from "./mask.js";
import { EXPERIMENTER_CLASS, type FieldEntry, HAS_MASK, type OxmField } from "./oxm-field.js";
import { isComplete, withPrerequisites } from "./prerequisites.js";
import { Reader } from "./reader.js";
import { checkStrayBits, checkStrayBitsLater, hasStrayBits } from "./stray-bits.js";
import { isUnknownField, readUnknown, writeUnknown } from "./unknown-field.js";
import { checkedVariableSize, readVariable, writeVariable } from "./variable-field.js";

/** Type of a match that is a list of fields (`OFPMT_OXM`). */
const MATCH_TYPE = 1;

/**
 * Matches and single fields of OpenFlow 1.2 and later (extensible match, OpenFlow 1.3.5 section 7.2.2).
 *
 * Fields that are not in the table are kept as they are: `field` is the header in hexadecimal
 * (`0x0001D308`, and `0xFFFF0007.0x4F4E4600` with an experimenter id), `value` and `mask` are bytes.
 */
export class OxmCodec {
  readonly #byName = new Map<string, OxmField>();
  /** By class and number, which are the header without mask bit and length. */
  readonly #byNumber = new Map<number, OxmField>();
  /** Fields that share class and number with another, and have another length: by their header. */
  readonly #byHeader = new Map<number, OxmField>();
  /** Those of the experimenter class, by their id as well. */
  readonly #byExperimenter = new Map<string, OxmField>();
  /** Whether a value in the match that is read has bits outside of its mask. */
  #strayBits = false;

  constructor(fields: Iterable<OxmField>) {
    for (const field of fields) {
      this.#byName.set(field.name, field);
      const number = field.header >>> 9;
      if (field.experimenter !== undefined)
        this.#byExperimenter.set(`${field.experimenter}/${number}`, field);
      else if (this.#byNumber.has(number)) this.#byHeader.set(field.header, field);
      else this.#byNumber.set(number, field);
    }
    for (const field of this.#byName.values()) {
      const standard = field.sameAs === undefined ? undefined : this.#byName.get(field.sameAs);
      if (standard !== undefined) standard.encodings = [...standard.encodings, field];
    }
    for (const field of this.#byName.values()) {
      if (field.sameAs !== undefined) field.encodings = this.#byName.get(field.sameAs)?.encodings ?? [field];
    }
  }

  /** The field of a header; undefined when there is none. */
  find(header: number, experimenter: number | undefined): OxmField | undefined {
    const number = header >>> 9;
    if (experimenter !== undefined) return this.#byExperimenter.get(`${experimenter}/${number}`);
    const field = this.#byNumber.get(number);
    if (field === undefined || field.header === unmasked(header)) return field;
    return this.#byHeader.get(unmasked(header)) ?? field;
  }

  /** The field whose header the reader stands behind; an experimenter id is looked at, not stepped over. */
  #fieldAt(reader: Reader, header: number): OxmField | undefined {
    if (header >>> 16 !== EXPERIMENTER_CLASS) return this.find(header, undefined);
    const whole = reader.offset + 4 <= reader.end && (header & 0xff) >= 4;
    return whole ? this.find(header, reader.view.getUint32(reader.offset)) : undefined;
  }

  /** The field of a name; undefined when there is none. */
  known(name: unknown): OxmField | undefined {
    return this.#byName.get(name as string);
  }

  /** The field of a name; throws a CodecError with the nearest name when there is none. */
  field(name: unknown, path = "field"): OxmField {
    const field = this.#byName.get(name as string);
    if (field === undefined) throw this.#unknown(name, path);
    return field;
  }

  /** Reads `struct ofp_match`: type, length, fields, padding to 8 bytes. */
  readMatch(reader: Reader): FieldEntry[] {
    this.#strayBits = false;
    if (reader.partial && reader.end - reader.offset < 4) return [];
    const start = reader.take(4);
    const type = reader.view.getUint16(start);
    if (type !== MATCH_TYPE) throw reader.error("bad_type", `match type ${type}, 1 (OXM) expected`, start);
    const outer = reader.enter(start, reader.view.getUint16(start + 2));
    const fields = readList(reader, this.#readField, "match");
    reader.leave(outer);
    reader.skipPad8(start);
    if (this.#strayBits || !isComplete(fields, this))
      keepBytes(fields, reader.bytes.subarray(start, reader.offset));
    return fields;
  }

  /**
   * Steps over a match after checking it, without decoding values: lazy views decode it later, when nothing
   * can go wrong any more.
   */
  skipMatch(reader: Reader): void {
    const start = reader.take(4);
    const type = reader.view.getUint16(start);
    if (type !== MATCH_TYPE) throw reader.error("bad_type", `match type ${type}, 1 (OXM) expected`, start);
    const outer = reader.enter(start, reader.view.getUint16(start + 2));
    this.skipFields(reader);
    reader.leave(outer);
    reader.skipPad8(start);
  }

  /** Steps over the fields up to the limit after checking them. */
  skipFields(reader: Reader): void {
    while (reader.offset < reader.end) this.#skipField(reader);
  }

  /** The value of a field in a match that was checked; undefined when it is not there. */
  findInMatch(reader: Reader, start: number, field: OxmField): unknown {
    return this.findInFields(reader, start + 4, start + reader.view.getUint16(start + 2), field);
  }

  /** The same, in fields that lie between two places. */
  findInFields(reader: Reader, start: number, end: number, field: OxmField): unknown {
    for (let offset = start; offset < end; ) {
      const header = reader.view.getUint32(offset);
      if (header === field.header) return field.scalar.get(reader, offset + 4);
      for (const other of field.encodings) {
        if (header === other.header) return other.scalar.get(reader, offset + 4);
      }
      offset += 4 + (header & 0xff);
    }
    return undefined;
  }

  /** Reads the fields of a match of Open vSwitch (`nx_match`), up to the limit: its length stands elsewhere. */
  readNxMatch(reader: Reader): FieldEntry[] {
    this.#strayBits = false;
    const start = reader.offset;
    const fields = readList(reader, this.#readField, "match");
    if (this.#strayBits || !isComplete(fields, this))
      keepBytes(fields, reader.bytes.subarray(start, reader.offset));
    return fields;
  }

  /** Writes the fields of a match of Open vSwitch; fields that are added are those of its class (NXM), if it has them. */
  writeNxMatch(writer: Writer, fields: readonly FieldEntry[] | undefined): void {
    if (!Array.isArray(fields) || this.#isWrittenAsGiven(writer, fields)) {
      this.#writeFields(writer, fields, fields, !writer.uncheckedMatch);
      return;
    }
    const kept = keptBytes(fields, (bytes) => sameValue(this.readNxMatch(readerOf(bytes)), fields));
    if (kept !== undefined) writer.append(kept);
    else this.#writeFields(writer, fields, withPrerequisites(fields, this, nxmOf), true);
  }

  #skipField(reader: Reader): void {
    const start = reader.take(4);
    const header = reader.view.getUint32(start);
    const field = this.#fieldAt(reader, header);
    if (field === undefined) readUnknown(reader, start, header);
    else reader.take(checkedSize(reader, start, header, field));
  }

  /** Writes a match, with the fields that others require added. */
  writeMatch(writer: Writer, fields: readonly FieldEntry[] | undefined): void {
    if (!Array.isArray(fields) || this.#isWrittenAsGiven(writer, fields)) {
      this.#writeMatch(writer, fields, fields, !writer.uncheckedMatch);
      return;
    }
    const kept = keptBytes(fields, (bytes) => sameValue(this.readMatch(readerOf(bytes)), fields));
    if (kept !== undefined) writer.append(kept);
    else this.#writeMatch(writer, fields, withPrerequisites(fields, this), true);
  }

  /** Whether nothing has to be added to a match. Nearly all are complete: that is found out without allocating. */
  #isWrittenAsGiven(writer: Writer, fields: readonly FieldEntry[]): boolean {
    return writer.uncheckedMatch || (!remembersBytes(fields) && isComplete(fields, this));
  }

  /** Writes a match as it is: the fields of a packet, where nothing is required of others. */
  writePlainMatch(writer: Writer, fields: readonly FieldEntry[] | undefined): void {
    this.#writeMatch(writer, fields, fields, false);
  }

  /** The same for fields without type and length in front. */
  writePlainFields(writer: Writer, fields: readonly FieldEntry[] | undefined): void {
    this.#writeFields(writer, fields, fields, false);
  }

  /**
   * @param all - the fields given and those added, which are never at fault: errors count among the given.
   * @param masked - values must have no bits outside of their masks.
   */
  #writeMatch(
    writer: Writer,
    given: readonly FieldEntry[] | undefined,
    all: readonly FieldEntry[] | undefined,
    masked: boolean,
  ): void {
    const start = writer.reserve(4);
    writer.view.setUint16(start, MATCH_TYPE);
    this.#writeFields(writer, given, all, masked);
    writer.sizeU16(start + 2, start, writer.length);
    writer.pad8(start);
  }

  #writeFields(
    writer: Writer,
    given: readonly FieldEntry[] | undefined,
    all: readonly FieldEntry[] | undefined,
    masked: boolean,
  ): void {
    if (all !== undefined && !Array.isArray(all)) throw notA("list", all, "match");
    for (const entry of all ?? []) {
      try {
        const start = writer.length;
        this.#writeField(writer, entry);
        if (masked && (writer.view.getUint32(start) & HAS_MASK) !== 0) this.#checkMask(writer, start, entry);
      } catch (error) {
        throw error instanceof CodecError ? error.at("match", given?.indexOf(entry)) : error;
      }
    }
  }

  /** Refuses a field just written whose value has bits outside of its mask. */
  #checkMask(writer: Writer, start: number, entry: FieldEntry): void {
    const field = this.#byName.get(entry.field);
    if (field === undefined || field.variable) return;
    const { size } = field.scalar;
    const { value, mask } = splitMask(entry.value, entry.mask, size);
    const at = { value: start + field.headerSize, mask: start + field.headerSize + size };
    if (value instanceof Hole || mask instanceof Hole)
      checkStrayBitsLater(writer, at, value, field.scalar, field.mask);
    else checkStrayBits(writer.bytes, at, field.scalar, field.mask);
  }

  /** Reads a list of statistics (`struct ofp_stats`, OpenFlow 1.5.1 section 7.2.4): like a match, without a type. */
  readStats(reader: Reader, field: string): FieldEntry[] {
    const start = reader.take(4);
    const outer = reader.enter(start, reader.view.getUint16(start + 2));
    const fields = readList(reader, this.#readField, field);
    reader.leave(outer);
    reader.skipPad8(start);
    return fields;
  }

  /** Writes a list of statistics. */
  writeStats(writer: Writer, fields: readonly FieldEntry[] | undefined, field: string): void {
    const start = writer.reserve(4);
    writer.zero(start, 2);
    writeList(writer, fields, this.#writeField, field);
    writer.sizeU16(start + 2, start, writer.length);
    writer.pad8(start);
  }

  /** Reads one field. */
  readField(reader: Reader): FieldEntry {
    return this.#readField(reader);
  }

  /** Writes one field. */
  writeField(writer: Writer, entry: FieldEntry): void {
    this.#writeField(writer, entry);
  }

  readonly #readField = (reader: Reader): FieldEntry => {
    const start = reader.take(4);
    const header = reader.view.getUint32(start);
    const field = this.#fieldAt(reader, header);
    if (field === undefined) return readUnknown(reader, start, header);
    const { scalar } = field;
    const size = checkedSize(reader, start, header, field);
    const offset = reader.take(size) + field.headerSize - 4;
    if (field.variable) return readVariable(reader, offset, size - field.headerSize + 4, header, field);
    const value = scalar.get(reader, offset);
    if ((header & HAS_MASK) === 0) return { field: field.name, value };
    if (hasStrayBits(reader.bytes, offset, offset + scalar.size, scalar.size)) this.#strayBits = true;
    return { field: field.name, value, mask: field.mask.get(reader, offset + scalar.size) };
  };

  readonly #writeField = (writer: Writer, entry: FieldEntry): void => {
    if (entry === null || typeof entry !== "object" || entry instanceof Hole) throw notA("object", entry, "");
    const name = entry.field as unknown;
    if (name instanceof Hole) throw new VariableHole(name);
    const field = this.#byName.get(name as string);
    if (field === undefined) {
      if (!isUnknownField(name)) throw this.#unknown(name);
      writeUnknown(writer, entry);
      return;
    }
    if (field.variable) {
      writeVariable(writer, entry, field);
      return;
    }
    const { size, put } = field.scalar;
    const { value, mask } = splitMask(entry.value, entry.mask, size);
    const { headerSize } = field;
    const start = writer.reserve(headerSize + (mask === undefined ? size : 2 * size));
    if (field.experimenter !== undefined) writer.view.setUint32(start + 4, field.experimenter);
    if (mask === undefined) writer.view.setUint32(start, field.header);
    else {
      if (!field.maskable) throw new CodecError("bad_value", `${field.name} takes no mask`, { path: "mask" });
      writer.view.setUint32(start, (field.header | HAS_MASK) + size);
      field.mask.put(writer, start + headerSize + size, mask, "mask");
    }
    put(writer, start + headerSize, value, "value");
  };

  #unknown(name: unknown, path = "field"): CodecError {
    if (name === undefined) return new CodecError("missing", "a field name is required", { path });
    const guess = typeof name === "string" ? nearest(name, this.#byName.keys()) : undefined;
    const hint = guess === undefined ? "" : `, did you mean ${guess}?`;
    return new CodecError("bad_type", `${show(name)} is not a match field${hint}`, {
      path,
      allowed: [...this.#byName.keys()],
    });
  }
}

/** The header as it is without a mask. */
function unmasked(header: number): number {
  if ((header & HAS_MASK) === 0) return header;
  return ((header & ~0x1ff) | ((header & 0xff) >>> 1)) >>> 0;
}

/** The encoding of a field in Open vSwitch's own classes, NXM_OF and NXM_NX; the field itself when there is none. */
function nxmOf(field: OxmField): OxmField {
  return field.encodings.find(({ header }) => header >>> 16 <= 1) ?? field;
}

function readerOf(bytes: Uint8Array): Reader {
  const reader = new Reader();
  reader.open(bytes, 0, bytes.length);
  return reader;
}

/** The length of a known field, checked against what its value and mask need. */
function checkedSize(reader: Reader, start: number, header: number, field: OxmField): number {
  const masked = (header & HAS_MASK) !== 0;
  const size = header & 0xff;
  const expected = field.scalar.size;
  if (field.variable) return checkedVariableSize(reader, start, size, masked, field);
  if (size === (masked ? 2 * expected : expected) + field.headerSize - 4) return size;
  const each = masked ? " for value and mask each" : "";
  throw reader.error("bad_length", `${field.name} of ${size} bytes, ${expected} expected${each}`, start);
}
