import { u8, u32 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { show } from "../../wire/integers.js";
import { addBits, type FixedField, unsigned, walked } from "../field.js";
import { Slot } from "../layout.js";

/** Bits of nx_ip_frag, as Open vSwitch has them. */
const FRAGMENT = 1;
const LATER_FRAGMENT = 2;

/** The hop limit of packets that do not say one (RFC 1700). */
export const DEFAULT_TTL = 64;

/** The value of nx_ip_frag for a packet's place in its datagram. */
export function fragmentBits(offset: number, moreFragments: boolean): number {
  if (offset > 0) return FRAGMENT | LATER_FRAGMENT;
  return moreFragments ? FRAGMENT : 0;
}

export function isLaterFragment(bits: number): boolean {
  return (bits & LATER_FRAGMENT) !== 0;
}

/** The version in the first bits of an IP header. */
function isIpv6(bytes: Uint8Array, at: number): boolean {
  return u32(bytes, at) >>> 28 === 6;
}

/** Bits of the ToS byte or traffic class, which lie at other places in the first word of IPv4 and IPv6. */
function trafficBits(shift: number, width: number): FixedField<number> {
  const mask = 2 ** width - 1;
  return {
    slot: Slot.ip,
    read: (bytes, at) => (u32(bytes, at) >>> ((isIpv6(bytes, at) ? 20 : 16) + shift)) & mask,
    write: (bytes, at, value, name) =>
      addBits(bytes, at, (isIpv6(bytes, at) ? 20 : 16) + shift, unsigned(value, name, width)),
  };
}

const ttl: FixedField<number> = {
  slot: Slot.ip,
  read: (bytes, at) => u8(bytes, at + (isIpv6(bytes, at) ? 7 : 8)),
  write: (bytes, at, value, name) => {
    bytes[at + (isIpv6(bytes, at) ? 7 : 8)] = unsigned(value, name, 8);
  },
};

/** Checks a value of nx_ip_frag that is given beside the fields it follows from. */
export function checkFragmentBits(given: unknown, actual: number): void {
  if (given === undefined || given === actual) return;
  throw new CodecError("bad_value", `${show(given)}, but the other fields say ${actual}`, {
    path: "nx_ip_frag",
  });
}

/** The error for a transport header that is to be built in a fragment. */
export function noHeaderInFragment(path: string): CodecError {
  const reason =
    "a fragment's transport header cannot be built, its checksum is over all fragments; give it in the payload";
  return new CodecError("bad_value", reason, { path });
}

/** Fields that IPv4 and IPv6 share. */
export const ipFields = {
  /** Differentiated services code point (IPv4 and IPv6), 0..63. */
  ip_dscp: trafficBits(2, 6),
  /** Explicit congestion notification (IPv4 and IPv6), 0..3. */
  ip_ecn: trafficBits(0, 2),
  /**
   * Protocol behind the IP header and those IPv6 extension headers that could be read: 1 ICMP, 6 TCP, 17 UDP,
   * 58 ICMPv6, 132 SCTP.
   */
  ip_proto: walked(Slot.ipProto),
  /** Time to live (IPv4) or hop limit (IPv6), 0..255. When building: 64 unless given. */
  nx_ip_ttl: ttl,
  /** Fragment bits (IPv4 and IPv6): 0 whole packet, 1 first fragment, 3 later fragment. Follows from other fields. */
  nx_ip_frag: walked(Slot.ipFragment),
};
