import { CodecError } from "../codec-error.js";
import { Hole } from "../hole.js";
import type { Writer } from "../writer.js";
import { formatFieldBits, parseFieldBits, readShortHeader, writeShortHeader } from "./field-bits.js";
import { show } from "./integers.js";
import { notA, writeList } from "./list.js";
import type { OxmCodec } from "./oxm-codec.js";
import { readOxmHeader, writeOxmHeader } from "./oxm-ids.js";
import type { Reader } from "./reader.js";
import { toWideInteger } from "./u128.js";

/**
 * One part of the flow entry that the action NX_LEARN makes: bits `src` of the packet, or a `value`, are
 * matched in (`MATCH`) or loaded into (`LOAD`) the bits `dst`, or are the port to send to (`OUTPUT`).
 */
export interface LearnSpec {
  readonly spec: "MATCH" | "LOAD" | "OUTPUT";
  readonly src?: string;
  readonly value?: bigint;
  readonly dst?: string;
}

/** What a caller may give. */
export interface LearnSpecInput {
  readonly spec: unknown;
  readonly src?: unknown;
  readonly value?: unknown;
  readonly dst?: unknown;
}

const KINDS = ["MATCH", "LOAD", "OUTPUT"] as const;
const COUNT = 0x3ff;
const IMMEDIATE = 1 << 13;
const KIND_SHIFT = 11;

/**
 * Reads the list at the end of Open vSwitch's `struct nx_action_learn`: entries of varying size without a
 * length, whose first u16 says what follows; zero is padding. No layout can say that.
 */
export function readLearnSpecs(reader: Reader, oxm: OxmCodec, field: string): LearnSpec[] {
  const specs: LearnSpec[] = [];
  try {
    while (reader.offset + 2 <= reader.end && reader.view.getUint16(reader.offset) !== 0) {
      specs.push(readSpec(reader, oxm));
    }
  } catch (error) {
    throw error instanceof CodecError ? error.at(field, specs.length) : error;
  }
  return specs;
}

function readSpec(reader: Reader, oxm: OxmCodec): LearnSpec {
  const start = reader.take(2);
  const header = reader.view.getUint16(start);
  const spec = KINDS[(header >>> KIND_SHIFT) & 3];
  if (spec === undefined || header >>> 14 !== 0) {
    throw reader.error("bad_value", `0x${header.toString(16)} is no header of a learn spec`, start);
  }
  const count = header & COUNT;
  const source =
    (header & IMMEDIATE) === 0 ? { src: readBits(reader, count, oxm) } : { value: readValue(reader, count) };
  return spec === "OUTPUT" ? { spec, ...source } : { spec, ...source, dst: readBits(reader, count, oxm) };
}

function readBits(reader: Reader, count: number, oxm: OxmCodec): string {
  const header = readShortHeader(reader);
  return formatFieldBits(header, reader.view.getUint16(reader.take(2)), count, oxm);
}

/** An immediate value: right-aligned in as many u16 as it needs. */
function readValue(reader: Reader, count: number): bigint {
  const size = sizeOf(count);
  const start = reader.take(size);
  let value = 0n;
  for (let at = start; at < start + size; at += 2) value = (value << 16n) | BigInt(reader.view.getUint16(at));
  return value;
}

function sizeOf(count: number): number {
  return 2 * Math.ceil(count / 16);
}

/** Writes the list, without the padding behind it. */
export function writeLearnSpecs(
  writer: Writer,
  specs: readonly LearnSpecInput[] | undefined,
  oxm: OxmCodec,
  field: string,
): void {
  writeList(writer, specs, (each, spec) => writeSpec(each, spec, oxm), field);
}

function writeSpec(writer: Writer, input: LearnSpecInput, oxm: OxmCodec): void {
  if (input === null || typeof input !== "object" || input instanceof Hole) throw notA("object", input, "");
  const kind = KINDS.indexOf(input.spec as (typeof KINDS)[number]);
  if (kind < 0) {
    const reason = `${show(input.spec)} is not one of ${KINDS.join(", ")}`;
    throw new CodecError("bad_value", reason, { path: "spec", allowed: KINDS });
  }
  if ((input.src === undefined) === (input.value === undefined)) {
    throw new CodecError(
      input.src === undefined ? "missing" : "bad_value",
      "one of src and value is required",
      {
        path: input.src === undefined ? "src" : "value",
      },
    );
  }
  const src = input.src === undefined ? undefined : parseFieldBits(input.src, oxm, "src");
  const dst = input.spec === "OUTPUT" ? undefined : parseFieldBits(input.dst, oxm, "dst");
  // A port is at most 16 bits: that is what an immediate one takes.
  const count = dst?.count ?? src?.count ?? 16;
  if (src !== undefined && src.count !== count) {
    throw new CodecError("bad_value", `${src.count} bits, but dst has ${count}`, { path: "src" });
  }
  if (count === 0 || count > COUNT) {
    throw new CodecError("bad_value", `${count} bits, 1 to ${COUNT} expected`, { path: "dst" });
  }
  const start = writer.reserve(2);
  writer.view.setUint16(start, (kind << KIND_SHIFT) | (src === undefined ? IMMEDIATE : 0) | count);
  if (src === undefined) writeValue(writer, input.value, count);
  else writeBits(writer, src, "src");
  if (dst !== undefined) writeBits(writer, dst, "dst");
}

function writeBits(writer: Writer, bits: ReturnType<typeof parseFieldBits>, field: string): void {
  writeShortHeader(writer, bits, field);
  const start = writer.reserve(2);
  writer.view.setUint16(start, bits.offset);
}

function writeValue(writer: Writer, input: unknown, count: number): void {
  let value = toWideInteger(input, "value", 8 * sizeOf(count));
  const size = sizeOf(count);
  const start = writer.reserve(size);
  for (let at = start + size - 2; at >= start; at -= 2) {
    writer.view.setUint16(at, Number(value & 0xffffn));
    value >>= 16n;
  }
}

/** Flag of `struct nx_action_learn2` that says that a field for the result follows, and where the flags lie. */
const WRITE_RESULT = 4;
const FLAGS_OFFSET = 24;

/**
 * The bit that NX_LEARN2 sets when it made an entry: its place is always there, its field only with
 * the flag WRITE_RESULT, which is set when a result is given.
 */
export function readLearnResult(reader: Reader, start: number, oxm: OxmCodec): string | undefined {
  const offset = reader.view.getUint16(reader.take(4));
  if ((reader.view.getUint16(start + FLAGS_OFFSET) & WRITE_RESULT) === 0) return undefined;
  return formatFieldBits(readOxmHeader(reader), offset, 1, oxm);
}

/** Writes what `readLearnResult` reads. */
export function writeLearnResult(
  writer: Writer,
  start: number,
  result: unknown,
  oxm: OxmCodec,
  field: string,
): void {
  const flags = writer.view.getUint16(start + FLAGS_OFFSET);
  const at = writer.reserve(4);
  writer.zero(at, 4);
  if (result === undefined && (flags & WRITE_RESULT) === 0) return;
  const bits = parseFieldBits(result, oxm, field);
  if (bits.count !== 1) {
    throw new CodecError("bad_value", `${bits.count} bits, 1 expected`, { path: field });
  }
  writer.view.setUint16(start + FLAGS_OFFSET, flags | WRITE_RESULT);
  writer.view.setUint16(at, bits.offset);
  writeOxmHeader(writer, bits);
}
