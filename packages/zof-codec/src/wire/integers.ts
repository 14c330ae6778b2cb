import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import type { Put, Writer } from "../writer.js";

/**
 * Integers as written by people: a number, a bigint, or a decimal or hexadecimal string.
 * The check for a number in range comes first and inline; all else takes the slow path.
 */
export const putU8: Put = (writer, offset, value, field) => {
  if (typeof value === "number" && (value & 0xff) === value) writer.bytes[offset] = value;
  else if (!notedHole(writer, offset, value, field, putU8, 1)) {
    writer.bytes[offset] = Number(toInteger(value, field, 0n, 0xffn));
  }
};

export const putU16: Put = (writer, offset, value, field) => {
  if (typeof value === "number" && (value & 0xffff) === value) writer.view.setUint16(offset, value);
  else if (!notedHole(writer, offset, value, field, putU16, 2)) {
    writer.view.setUint16(offset, Number(toInteger(value, field, 0n, 0xffffn)));
  }
};

export const putU24: Put = (writer, offset, value, field) => {
  if (notedHole(writer, offset, value, field, putU24, 3)) return;
  const number = Number(toInteger(value, field, 0n, 0xffffffn));
  writer.bytes[offset] = number >>> 16;
  writer.view.setUint16(offset + 1, number & 0xffff);
};

export const putU32: Put = (writer, offset, value, field) => {
  if (typeof value === "number" && value >>> 0 === value) writer.view.setUint32(offset, value);
  else if (!notedHole(writer, offset, value, field, putU32, 4)) {
    writer.view.setUint32(offset, Number(toInteger(value, field, 0n, 0xffffffffn)));
  }
};

export const putI32: Put = (writer, offset, value, field) => {
  if (typeof value === "number" && (value | 0) === value) writer.view.setInt32(offset, value);
  else if (!notedHole(writer, offset, value, field, putI32, 4)) {
    writer.view.setInt32(offset, Number(toInteger(value, field, -0x80000000n, 0x7fffffffn)));
  }
};

export const putU64: Put = (writer, offset, value, field) => {
  if (typeof value === "number" && value >= 0 && Number.isSafeInteger(value)) {
    // Two halves: a bigint would be made only to be thrown away.
    writer.view.setUint32(offset, Math.floor(value / 0x100000000));
    writer.view.setUint32(offset + 4, value >>> 0);
  } else if (!notedHole(writer, offset, value, field, putU64, 8)) {
    writer.view.setBigUint64(offset, toInteger(value, field, 0n, 0xffffffffffffffffn));
  }
};

/**
 * When `value` is a hole of a template, notes where it lies and how to write it, and zeroes its bytes.
 * Outside of a template a hole is a missing value.
 */
export function notedHole(
  writer: Writer,
  offset: number,
  value: unknown,
  field: string,
  put: Put,
  size: number,
): boolean {
  if (!(value instanceof Hole)) return false;
  if (writer.patches === undefined) {
    throw new CodecError("missing", `no value was given for $${value.name}`, { path: field });
  }
  writer.patches.push({ hole: value, offset, put, field });
  writer.zero(offset, size);
  return true;
}

/** Writes one more than a value of 1 or 2 bytes, and 0 for the highest value. */
export function putPlusOne(
  writer: Writer,
  offset: number,
  value: unknown,
  field: string,
  put: Put,
  size: number,
): void {
  // What is written at send could not be added to: the whole is encoded then.
  if (value instanceof Hole) throw new VariableHole(value);
  put(writer, offset, value, field);
  if (size === 1) writer.view.setUint8(offset, writer.view.getUint8(offset) + 1);
  else writer.view.setUint16(offset, writer.view.getUint16(offset) + 1);
}

const INTEGER_TEXT = /^-?(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,20})$/;

/** Reads an integer from what people write; undefined when it is none. */
export function integerFrom(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : undefined;
  if (typeof value !== "string" || !INTEGER_TEXT.test(value)) return undefined;
  return value.startsWith("-") ? -BigInt(value.slice(1)) : BigInt(value);
}

/** Reads an integer between `min` and `max`; throws a CodecError that says what is allowed. */
export function toInteger(value: unknown, field: string, min: bigint, max: bigint): bigint {
  const integer = integerFrom(value);
  if (integer !== undefined && integer >= min && integer <= max) return integer;
  if (value === undefined) throw new CodecError("missing", "a value is required", { path: field });
  throw new CodecError("bad_value", `${show(value)} is not an integer from ${min} to ${max}`, {
    path: field,
  });
}

/** A value as error messages show it: short, and never longer than 40 characters. */
export function show(value: unknown): string {
  let text: string;
  if (typeof value === "string") text = JSON.stringify(value);
  else if (value === null || typeof value !== "object") text = String(value);
  else if (value instanceof Uint8Array) text = `${value.length} bytes`;
  else text = Array.isArray(value) ? "a list" : "an object";
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** Hexadecimal text of an unknown value: at least `digits` digits, as `0x00FF`. */
export function hexName(value: number | bigint, digits: number): `0x${string}` {
  return `0x${value.toString(16).toUpperCase().padStart(digits, "0")}`;
}
