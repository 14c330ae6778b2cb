/** Big-endian reads by shifts, which cost less than a DataView made for each frame. The caller has checked the bounds. */

export function u8(bytes: Uint8Array, offset: number): number {
  return bytes[offset] as number;
}

export function u16(bytes: Uint8Array, offset: number): number {
  return (u8(bytes, offset) << 8) | u8(bytes, offset + 1);
}

export function u24(bytes: Uint8Array, offset: number): number {
  return (u8(bytes, offset) << 16) | u16(bytes, offset + 1);
}

export function u32(bytes: Uint8Array, offset: number): number {
  return ((u8(bytes, offset) << 24) | u24(bytes, offset + 1)) >>> 0;
}
