/** Sum of 16-bit words in one's complement, folded to 16 bits; an odd last byte counts as the high one (RFC 1071). */
export function onesComplementSum(view: DataView, start: number, end: number): number {
  let sum = 0;
  let offset = start;
  for (; offset + 1 < end; offset += 2) sum += view.getUint16(offset);
  if (offset < end) sum += view.getUint8(offset) << 8;
  return fold(sum);
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

const CRC32C_POLYNOMIAL = 0x82f63b78;

const crc32cTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++)
    value = (value & 1) !== 0 ? (value >>> 1) ^ CRC32C_POLYNOMIAL : value >>> 1;
  return value;
});

/** The checksum of SCTP (RFC 9260, appendix A). The checksum field itself, at `start` + 8, counts as zero. */
export function sctpChecksum(view: DataView, start: number, end: number): number {
  let crc = 0xffffffff;
  for (let offset = start; offset < end; offset++) {
    const inChecksum = offset >= start + 8 && offset < start + 12;
    const byte = inChecksum ? 0 : view.getUint8(offset);
    crc = (crc >>> 8) ^ (crc32cTable[(crc ^ byte) & 0xff] as number);
  }
  // The result goes on the wire with its lowest byte first.
  const value = ~crc >>> 0;
  return ((value << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;
}
