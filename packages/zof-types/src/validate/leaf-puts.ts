import { CodecError } from "zof-codec";
import { bytesFrom, Hole, type Put, show } from "zof-codec/wire";

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
