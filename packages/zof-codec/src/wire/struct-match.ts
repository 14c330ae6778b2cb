import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import { Writer } from "../writer.js";
import { show } from "./integers.js";
import { keepBytes, keptBytes, sameValue } from "./kept-bytes.js";
import { notA } from "./list.js";
import { ipv4Mask, splitMask } from "./mask.js";
import type { FieldEntry } from "./oxm-field.js";
import { type FieldLookup, isComplete, withPrerequisites } from "./prerequisites.js";
import { Reader } from "./reader.js";
import type { Scalar } from "./scalar.js";
import { checkStrayBits } from "./stray-bits.js";

/** How a slot of the struct is ignored, wholly or in part. */
export type Ignore =
  /** By one bit of the wildcards word. */
  | { readonly bit: number }
  /** By six bits of it, from this one on: how many bits of the address, from the right, are ignored. */
  | { readonly prefix: number }
  /** By a mask at this offset, whose bits say what to ignore. */
  | { readonly mask: number };

/** A field of the struct: where it lies, and how it is ignored. */
export interface Slot {
  readonly offset: number;
  readonly scalar: Scalar;
  readonly ignore: Ignore;
  /** A value of the struct that stands for a value and a mask. */
  readonly any?: { readonly raw: number; readonly value: number; readonly mask: number };
}

/** What tells the match structs of OpenFlow 1.0 and 1.1 apart. */
export interface StructMatchLayout {
  readonly version: string;
  readonly size: number;
  /** Reads the list of fields that may stand in place of the struct, by the type at its beginning. */
  readonly list?: { readonly type: number; read(reader: Reader): FieldEntry[] };
  /** Where the wildcards word lies. */
  readonly wildcards: number;
  /** The struct that ignores everything. */
  readonly empty: Uint8Array;
  /** Bytes at its beginning that are always the same: type and length. */
  readonly header: number;
  readonly slots: ReadonlyMap<string, Slot>;
  /** The fields that the slots stand for, given the EtherType and the IP protocol where they are matched. */
  readonly names: (ethType: number | undefined, protocol: number | undefined) => readonly string[];
}

/**
 * A match of OpenFlow 1.0 or 1.1: a struct of fixed fields and a word that says which of them to ignore, read
 * and written as a list of match fields.
 *
 * Which field a slot stands for depends on others: `nw_src` is ARP_SPA when `dl_type` is ARP, `tp_src` is
 * ICMPV4_TYPE or UDP_SRC by `nw_proto`. Bits without meaning (values of ignored fields, the lower two bits of
 * `nw_tos`) do not show; a decoded match that has some remembers its bytes.
 */
export class StructMatch {
  readonly #layout: StructMatchLayout;
  readonly #lookup: FieldLookup;
  readonly #scratch: Writer;
  readonly #masked = new Writer(32);

  constructor(layout: StructMatchLayout, lookup: FieldLookup) {
    this.#layout = layout;
    this.#lookup = lookup;
    this.#scratch = new Writer(layout.size);
  }

  readMatch(reader: Reader): FieldEntry[] {
    const { size, names, list } = this.#layout;
    const { offset, end } = reader;
    if (list !== undefined && end - offset >= 2 && reader.view.getUint16(offset) === list.type) {
      const fields = list.read(reader);
      // It is written as the struct, when it is not what was read.
      keepBytes(fields, reader.bytes.subarray(offset, reader.offset));
      return fields;
    }
    const start = reader.take(size);
    for (let index = 0; index < this.#layout.header; index++) {
      if (reader.bytes[start + index] === this.#layout.empty[index]) continue;
      throw reader.error(
        "bad_type",
        `match type or length is not that of OpenFlow ${this.#layout.version}`,
        start,
      );
    }
    const ethType = this.#read(reader, start, "ETH_TYPE")?.value as number | undefined;
    const protocol = this.#read(reader, start, "IP_PROTO")?.value as number | undefined;
    const fields: FieldEntry[] = [];
    for (const name of names(ethType, protocol)) {
      const entry = this.#read(reader, start, name);
      if (entry !== undefined) fields.push(entry);
    }
    const bytes = reader.bytes.subarray(start, start + size);
    if (!this.#reproduces(fields, bytes)) keepBytes(fields, bytes);
    return fields;
  }

  /** What a slot says as a field; undefined when it is ignored. */
  #read(reader: Reader, start: number, field: string): FieldEntry | undefined {
    const { offset, scalar, ignore, any } = this.#slot(field);
    const wildcards = reader.view.getUint32(start + this.#layout.wildcards);
    if ("bit" in ignore && (wildcards & ignore.bit) !== 0) return undefined;
    const value = scalar.get(reader, start + offset);
    if ("bit" in ignore) {
      const special = any !== undefined && reader.view.getUint16(start + offset) === any.raw;
      return special ? { field, value: any.value, mask: any.mask } : { field, value };
    }
    if ("prefix" in ignore) {
      const ignored = Math.floor(wildcards / ignore.prefix) & 0x3f;
      if (ignored === 0) return { field, value };
      return ignored < 32 ? { field, value, mask: ipv4Mask(32 - ignored) } : undefined;
    }
    const mask = inverted(reader.bytes, start + ignore.mask, scalar.size);
    if (mask.every((byte) => byte === 0)) return undefined;
    if (mask.every((byte) => byte === 0xff)) return { field, value };
    return { field, value, mask: scalar.get(readerOf(mask), 0) };
  }

  writeMatch(writer: Writer, fields: readonly FieldEntry[] | undefined): void {
    if (fields !== undefined && !Array.isArray(fields)) throw notA("list", fields, "match");
    const kept = keptBytes(fields, (bytes) => sameValue(this.readMatch(readerOf(bytes)), fields));
    if (kept !== undefined) writer.append(kept);
    else this.#writeFields(writer, fields ?? []);
  }

  /** Whether writing the fields gives just these bytes. */
  #reproduces(fields: readonly FieldEntry[], bytes: Uint8Array): boolean {
    this.#scratch.length = 0;
    try {
      this.#writeFields(this.#scratch, fields);
    } catch (error) {
      if (error instanceof CodecError) return false;
      throw error;
    }
    for (let index = 0; index < bytes.length; index++) {
      if (bytes[index] !== this.#scratch.bytes[index]) return false;
    }
    return true;
  }

  #writeFields(writer: Writer, given: readonly FieldEntry[]): void {
    const start = writer.length;
    writer.append(this.#layout.empty);
    const all = isComplete(given, this.#lookup) ? given : withPrerequisites(given, this.#lookup);
    for (const entry of all) {
      try {
        this.#put(writer, start, entry);
      } catch (error) {
        // Fields that were added are never at fault: count among those given.
        throw error instanceof CodecError ? error.at("match", given.indexOf(entry)) : error;
      }
    }
  }

  #put(writer: Writer, start: number, entry: FieldEntry): void {
    if (entry === null || typeof entry !== "object" || entry instanceof Hole) throw notA("object", entry, "");
    const name = entry.field as unknown;
    if (name instanceof Hole) throw new VariableHole(name);
    const slot = this.#slot(name);
    const { value, mask } = splitMask(entry.value, entry.mask, slot.scalar.size);
    const { any } = slot;
    if (any !== undefined && mask !== undefined && value === any.value && mask === any.mask) {
      writer.view.setUint16(start + slot.offset, any.raw);
      this.#heed(writer, start, slot.ignore, 0);
    } else {
      slot.scalar.put(writer, start + slot.offset, value, "value");
      this.#putMask(writer, start, slot, entry.field, mask);
      if (mask !== undefined && !writer.uncheckedMatch)
        this.#checkMask(writer, start + slot.offset, slot, value, mask);
    }
  }

  /** Writes what is ignored of a field that is given with this mask. */
  #putMask(writer: Writer, start: number, slot: Slot, name: string, mask: unknown): void {
    const { ignore, scalar } = slot;
    if ("mask" in ignore) {
      const offset = start + ignore.mask;
      if (mask === undefined) writer.zero(offset, scalar.size);
      else {
        // What is written at send could not be inverted: the whole is encoded then.
        if (mask instanceof Hole) throw new VariableHole(mask);
        scalar.put(writer, offset, mask, "mask");
        writer.bytes.set(inverted(writer.bytes, offset, scalar.size), offset);
      }
    } else if (mask === undefined) this.#heed(writer, start, ignore, 0);
    else if ("prefix" in ignore) this.#heed(writer, start, ignore, this.#ignoredBits(name, mask));
    else {
      throw new CodecError("bad_value", `OpenFlow ${this.#layout.version} takes no mask for ${name}`, {
        path: "mask",
      });
    }
  }

  /** Refuses a value just written that has bits outside of its mask. */
  #checkMask(writer: Writer, offset: number, { scalar }: Slot, value: unknown, mask: unknown): void {
    // Both must be known: the whole is encoded when they are.
    if (value instanceof Hole) throw new VariableHole(value);
    if (mask instanceof Hole) throw new VariableHole(mask);
    const { size } = scalar;
    const both = this.#masked;
    both.length = 0;
    both.append(writer.bytes.subarray(offset, offset + size));
    scalar.put(both, both.reserve(size), mask, "mask");
    checkStrayBits(both.bytes, { value: 0, mask: size }, scalar, scalar);
  }

  /** Clears the wildcard bits of a field, but for a count of ignored bits of an address. */
  #heed(writer: Writer, start: number, ignore: Ignore, ignored: number): void {
    const offset = start + this.#layout.wildcards;
    const word = writer.view.getUint32(offset);
    if ("bit" in ignore) writer.view.setUint32(offset, word & ~ignore.bit);
    else if ("prefix" in ignore) {
      writer.view.setUint32(offset, (word & ~(0x3f * ignore.prefix)) | (ignored * ignore.prefix));
    }
  }

  #ignoredBits(name: string, mask: unknown): number {
    if (mask instanceof Hole) throw new VariableHole(mask);
    for (let prefix = 0; prefix <= 32; prefix++) if (ipv4Mask(prefix) === mask) return 32 - prefix;
    const { version } = this.#layout;
    throw new CodecError(
      "bad_value",
      `${show(mask)} is no prefix mask, as OpenFlow ${version} needs for ${name}`,
      {
        path: "mask",
      },
    );
  }

  #slot(name: unknown): Slot {
    const slot = this.#layout.slots.get(name as string);
    if (slot !== undefined) return slot;
    const field = this.#lookup.field(name); // throws, with the nearest name, when there is no such field at all
    throw new CodecError("bad_type", `OpenFlow ${this.#layout.version} cannot match ${field.name}`, {
      path: "field",
    });
  }
}

function inverted(bytes: Uint8Array, offset: number, size: number): Uint8Array {
  return bytes.slice(offset, offset + size).map((byte) => ~byte);
}

function readerOf(bytes: Uint8Array): Reader {
  const reader = new Reader();
  reader.open(bytes, 0, bytes.length);
  return reader;
}
