import { CodecError } from "zof-codec";
import { bytesFrom, Hole, integerFrom, type Put, parseFieldBits, show, toWideInteger } from "zof-codec/wire";
import { oxm } from "../gen/codec.js";

/** Bytes of any length: a Uint8Array, or hexadecimal text. */
export const bytesLeaf: Put = (_writer, _offset, value, field) => {
  if (value instanceof Hole || bytesFrom(value) !== undefined) return;
  throw new CodecError("bad_value", `${show(value)} is not bytes: a Uint8Array or hexadecimal text`, {
    path: field,
  });
};

/** Text; its length is checked where its place on the wire is known. */
export const textLeaf: Put = (_writer, _offset, value, field) => {
  if (value instanceof Hole || typeof value === "string") return;
  throw new CodecError("bad_value", `${show(value)} is not text`, { path: field });
};

/** A message inside another one; it is checked in full when it is encoded. */
export const messageLeaf: Put = (_writer, _offset, value, field) => {
  if (value !== null && typeof value === "object" && ("type" in value || value instanceof Hole)) return;
  throw new CodecError("bad_value", `${show(value)} is not a message`, { path: field });
};

/** True or false. */
export const boolLeaf: Put = (_writer, _offset, value, field) => {
  if (value instanceof Hole || typeof value === "boolean") return;
  throw new CodecError("bad_value", `${show(value)} is not true or false`, { path: field });
};

/** An integer as wide as the bits that it is for. */
export const wideLeaf: Put = (_writer, _offset, value, field) => {
  if (!(value instanceof Hole)) toWideInteger(value, field, 1024);
};

/** Bits of a field. */
export const bitsLeaf: Put = (_writer, _offset, value, field) => {
  if (!(value instanceof Hole)) parseFieldBits(value, oxm, field);
};

/** Bits of a field, or an integer, whose width is checked where its place on the wire is known. */
export const bitsOrLeaf: Put = (writer, offset, value, field) => {
  const integer = integerFrom(value);
  if (integer === undefined) bitsLeaf(writer, offset, value, field);
  else toWideInteger(integer, field, 32);
};
