import { CodecError } from "../codec-error.js";
import { notedHole, show } from "./integers.js";
import type { Scalar } from "./scalar.js";

const TEXT = /^(0[xX][0-9a-fA-F]+|[0-9]+)$/;

/** An unsigned integer of at most `bits` bits from what people write: a number, a bigint, decimal or hexadecimal text. */
export function toWideInteger(value: unknown, field: string, bits: number): bigint {
  if (value === undefined) throw new CodecError("missing", "a value is required", { path: field });
  const isInteger = typeof value === "bigint" || Number.isInteger(value);
  const integer =
    isInteger || (typeof value === "string" && TEXT.test(value)) ? BigInt(value as bigint | string) : -1n;
  if (integer >= 0n && integer >> BigInt(bits) === 0n) return integer;
  throw new CodecError("bad_value", `${show(value)} is not an unsigned integer of at most ${bits} bits`, {
    path: field,
  });
}

/** An unsigned integer of 128 bits: a bigint when decoded. */
export const u128: Scalar<bigint> = {
  size: 16,
  get: (r, o) => (r.view.getBigUint64(o) << 64n) | r.view.getBigUint64(o + 8),
  put(writer, offset, value, field) {
    if (notedHole(writer, offset, value, field, u128.put, 16)) return;
    const integer = toWideInteger(value, field, 128);
    writer.view.setBigUint64(offset, integer >> 64n);
    writer.view.setBigUint64(offset + 8, BigInt.asUintN(64, integer));
  },
};
