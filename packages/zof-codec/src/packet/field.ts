import { readIpv4, writeIpv4 } from "../address/ipv4.js";
import { readIpv6, writeIpv6 } from "../address/ipv6.js";
import { readMac, writeMac } from "../address/mac.js";
import { u8, u16, u32 } from "../byte-read.js";
import { toInteger } from "../wire/integers.js";
import { putU16 } from "./checksum.js";
import type { Layout, Slot } from "./layout.js";

/**
 * One field of a packet: where it lies and how it is read and written.
 *
 * `Value` is what a view gives, `Input` what building takes.
 */
export interface Field<Value = unknown, Input = Value> {
  /** The header that holds the field; the field is absent when that is. */
  readonly slot: Slot;
  /** Reads the field; `at` is what the layout holds for the slot. Undefined when the header lacks an optional part. */
  read(bytes: Uint8Array, at: number, layout: Layout): Value | undefined;
  /**
   * Writes the field into the zeroed bytes of its header, which begins at `at`. Throws a CodecError when the
   * value does not fit. Missing for fields of variable size and for those that follow from others: the header
   * sees to them.
   */
  write?(bytes: Uint8Array, at: number, value: Input, name: string): void;
}

/** The fields of a header by name. */
export type FieldTable = Readonly<Record<string, Field>>;

/** What a view gives for the fields of a table. */
export type FieldValues<Table> = {
  [Name in keyof Table]: Table[Name] extends Field<infer Value, infer _> ? Value | undefined : never;
};

/** What building takes for the fields of a table; undefined is the same as absent. */
export type FieldInputs<Table> = {
  [Name in keyof Table]?: (Table[Name] extends Field<infer _, infer Input> ? Input : never) | undefined;
};

/** A field with a place of its own in its header. */
export type FixedField<Value> = Required<Field<Value>>;

export function mac(slot: Slot, offset: number): FixedField<string> {
  return {
    slot,
    read: (bytes, at) => readMac(bytes, at + offset),
    write: (bytes, at, value) => writeMac(bytes, at + offset, value),
  };
}

export function ipv4Address(slot: Slot, offset: number): FixedField<string> {
  return {
    slot,
    read: (bytes, at) => readIpv4(bytes, at + offset),
    write: (bytes, at, value) => writeIpv4(bytes, at + offset, value),
  };
}

export function ipv6Address(slot: Slot, offset: number): FixedField<string> {
  return {
    slot,
    read: (bytes, at) => readIpv6(bytes, at + offset),
    write: (bytes, at, value) => writeIpv6(bytes, at + offset, value),
  };
}

export function uint8(slot: Slot, offset: number): FixedField<number> {
  return {
    slot,
    read: (bytes, at) => u8(bytes, at + offset),
    write: (bytes, at, value, name) => {
      bytes[at + offset] = unsigned(value, name, 8);
    },
  };
}

export function uint16(slot: Slot, offset: number): FixedField<number> {
  return {
    slot,
    read: (bytes, at) => u16(bytes, at + offset),
    write: (bytes, at, value, name) => putU16(bytes, at + offset, unsigned(value, name, 16)),
  };
}

export function uint32(slot: Slot, offset: number): FixedField<number> {
  return {
    slot,
    read: (bytes, at) => u32(bytes, at + offset),
    write: (bytes, at, value, name) => addBits(bytes, at + offset, 0, unsigned(value, name, 32)),
  };
}

/** A field of `width` bits that ends `shift` bits above the end of the 32-bit word at `offset`. */
export function bits(slot: Slot, offset: number, shift: number, width: number): FixedField<number> {
  const mask = 2 ** width - 1;
  return {
    slot,
    read: (bytes, at) => (u32(bytes, at + offset) >>> shift) & mask,
    write: (bytes, at, value, name) => addBits(bytes, at + offset, shift, unsigned(value, name, width)),
  };
}

/** A field whose value was found while walking the headers. */
export function walked(slot: Slot): Field<number> {
  return { slot, read: (_bytes, at) => at };
}

/** The value as an integer of `width` bits; throws a CodecError that names the field when it is none. */
export function unsigned(value: unknown, name: string, width: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** width) return value;
  return Number(toInteger(value, name, 0n, (1n << BigInt(width)) - 1n));
}

/** Sets bits of the zeroed 32-bit word at `offset`, beside those that other fields have set. */
export function addBits(bytes: Uint8Array, offset: number, shift: number, value: number): void {
  const word = (u32(bytes, offset) | (value << shift)) >>> 0;
  putU16(bytes, offset, word >>> 16);
  putU16(bytes, offset + 2, word & 0xffff);
}
