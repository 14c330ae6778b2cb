const NANOSECONDS = 0xa1b23c4d;
const ETHERNET = 1;
const MAX_PACKET = 65535;

/** What a capture file begins with: the classic format with nanoseconds, of Ethernet packets. */
export function pcapHeader(): Uint8Array {
  const view = new DataView(new ArrayBuffer(24));
  view.setUint32(0, NANOSECONDS);
  view.setUint16(4, 2);
  view.setUint16(6, 4);
  view.setUint32(16, MAX_PACKET);
  view.setUint32(20, ETHERNET);
  return new Uint8Array(view.buffer);
}

/** One packet of a capture file. `time`: nanoseconds since 1970; `size`: bytes that it had on the wire. */
export function pcapPacket(data: Uint8Array, time: bigint, size: number): Uint8Array {
  const record = new Uint8Array(16 + data.length);
  const view = new DataView(record.buffer);
  view.setUint32(0, Number(time / 1_000_000_000n));
  view.setUint32(4, Number(time % 1_000_000_000n));
  view.setUint32(8, data.length);
  view.setUint32(12, Math.max(size, data.length));
  record.set(data, 16);
  return record;
}
