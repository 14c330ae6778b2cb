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
