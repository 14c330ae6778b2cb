import type { Writer } from "../writer.js";

/** Widths that enumerations, flag sets and numbers with reserved names have on the wire. */
export type UintBits = 8 | 16 | 32 | 64;

export const SIZE_IN_BYTES: Readonly<Record<UintBits, number>> = { 8: 1, 16: 2, 32: 4, 64: 8 };

/** Writes an unsigned integer that is known to fit. */
export function putUint(writer: Writer, offset: number, value: number, bits: UintBits): void {
  if (bits === 8) writer.bytes[offset] = value;
  else if (bits === 16) writer.view.setUint16(offset, value);
  else if (bits === 32) writer.view.setUint32(offset, value);
  else writer.view.setBigUint64(offset, BigInt(value));
}
