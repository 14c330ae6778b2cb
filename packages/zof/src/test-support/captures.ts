/** Packets and capture files for tests, built byte by byte. */

export interface TestSegment {
  readonly from?: number;
  readonly to?: number;
  readonly sequence: number;
  readonly payload?: Uint8Array;
  readonly syn?: boolean;
  readonly fin?: boolean;
}

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(/\s+/g, ""), "hex"));
const u16 = (value: number) => bytes(value.toString(16).padStart(4, "0"));
const u32 = (value: number) => bytes((value >>> 0).toString(16).padStart(8, "0"));
const join = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** A TCP segment without the headers below it. */
export function tcp({
  from = 40000,
  to = 6653,
  sequence,
  payload = bytes(""),
  syn,
  fin,
}: TestSegment): Uint8Array {
  const flags = 0x10 | (syn ? 2 : 0) | (fin ? 1 : 0);
  return join(
    u16(from),
    u16(to),
    u32(sequence),
    u32(0),
    Uint8Array.of(0x50, flags),
    bytes("ffff 0000 0000"),
    payload,
  );
}

/** In IPv4, from 10.0.0.1 to 10.0.0.2. */
export function ipv4(payload: Uint8Array): Uint8Array {
  return join(
    bytes("4500"),
    u16(20 + payload.length),
    bytes("0000 0000 4006 0000 0a000001 0a000002"),
    payload,
  );
}

/** In IPv6, from ::1 to ::2, behind hop-by-hop options. */
export function ipv6(payload: Uint8Array): Uint8Array {
  const addresses = bytes(`${"0".repeat(31)}1${"0".repeat(31)}2`);
  return join(
    bytes("60000000"),
    u16(payload.length + 8),
    bytes("00 40"),
    addresses,
    bytes("06 00 010400000000"),
    payload,
  );
}

/** In Ethernet; `tags`: VLAN tags in hexadecimal. */
export function ethernet(packet: Uint8Array, tags = ""): Uint8Array {
  const type = (packet[0] ?? 0) >> 4 === 6 ? "86dd" : "0800";
  return join(bytes(`000000000002 000000000001 ${tags} ${type}`), packet);
}

export interface PcapOptions {
  readonly little?: boolean;
  readonly nanoseconds?: boolean;
  readonly linkType?: number;
  /** Bytes of each packet that are kept. */
  readonly snap?: number;
}

/** A classic capture; packet n has time 1000 + n seconds and a half. */
export function pcap(packets: readonly Uint8Array[], options: PcapOptions = {}): Uint8Array {
  const { little = false, nanoseconds = false, linkType = 1, snap = 65535 } = options;
  const word = (value: number) => (little ? u32(value).reverse() : u32(value));
  const half = (value: number) => (little ? u16(value).reverse() : u16(value));
  const header = [
    word(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4),
    half(2),
    half(4),
    word(0),
    word(0),
    word(snap),
    word(linkType),
  ];
  const records = packets.flatMap((packet, index) => {
    const kept = packet.subarray(0, snap);
    const fraction = nanoseconds ? 500_000_000 : 500_000;
    return [word(1000 + index), word(fraction), word(kept.length), word(packet.length), kept];
  });
  return join(...header, ...records);
}

/** A pcapng capture, little-endian, with nanoseconds, after a block of a type that nobody knows. */
export function pcapng(packets: readonly Uint8Array[]): Uint8Array {
  const word = (value: number) => u32(value).reverse();
  const block = (type: number, body: Uint8Array) => {
    const padded = join(body, new Uint8Array(-body.length & 3));
    return join(word(type), word(padded.length + 12), padded, word(padded.length + 12));
  };
  const section = block(0x0a0d0d0a, bytes("4d3c2b1a 0100 0000 ffffffffffffffff"));
  const interface0 = block(1, bytes("0100 0000 00000000 0900 0100 09000000 0000 0000"));
  const unknown = block(0x0bad, bytes("01020304"));
  const records = packets.map((packet, index) => {
    const time = BigInt(1000 + index) * 1_000_000_000n + 500_000_000n;
    const stamp = [word(Number(time >> 32n)), word(Number(time & 0xffffffffn))];
    return block(6, join(word(0), ...stamp, word(packet.length), word(packet.length), packet));
  });
  return join(section, interface0, unknown, ...records);
}

export { bytes, join };
