import { u8, u16 } from "../byte-read.js";

/** Adds the big-endian 16-bit words of bytes to a sum; an odd last byte counts as the upper half of a word. */
export function addWords(sum: number, bytes: Uint8Array, start = 0, end = bytes.length): number {
  let total = sum;
  let offset = start;
  for (; offset + 1 < end; offset += 2) total += u16(bytes, offset);
  if (offset < end) total += u8(bytes, offset) << 8;
  return total;
}

/** The Internet checksum (RFC 1071) of words that add up to `sum`, less than 2^48. */
export function internetChecksum(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000);
  return ~folded & 0xffff;
}

/** Writes a 16-bit number, as checksums and lengths are, over what is there. */
export function putU16(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 8;
  bytes[offset + 1] = value & 0xff;
}
