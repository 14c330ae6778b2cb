import { addWords, crc32c } from "zof-codec/internal";

/** Sum of 16-bit words in one's complement, folded to 16 bits; an odd last byte counts as the high one (RFC 1071). */
export function onesComplementSum(bytes: Uint8Array, start: number, end: number): number {
  return fold(addWords(0, bytes, start, end));
}

/**
 * The checksum after some of the bytes it covers changed (RFC 1624, equation 3).
 *
 * @param before - sum of the words that changed, as they were
 * @param after - sum of the same words now
 */
export function updatedChecksum(checksum: number, before: number, after: number): number {
  return ~fold((~checksum & 0xffff) + (~before & 0xffff) + after) & 0xffff;
}

function fold(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return folded;
}

/** The four bytes of SCTP's checksum over a packet (RFC 9260, appendix A); those in it now, at 8, count as zero. */
export function sctpChecksum(packet: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(packet).fill(0, 8, 12);
  const checksum = new Uint8Array(4);
  new DataView(checksum.buffer).setUint32(0, crc32c(bytes), true);
  return checksum;
}
