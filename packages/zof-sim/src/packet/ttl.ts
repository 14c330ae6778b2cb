import { onesComplementSum, updatedChecksum } from "./checksum.js";
import { edit } from "./edit.js";
import type { Packet } from "./packet.js";

const MPLS_ENTRY_SIZE = 4;
/** Within an entry of an MPLS label stack. */
const MPLS_TTL = 3;
const IPV4_TTL = 8;
const IPV4_CHECKSUM = 10;
const IPV6_HOP_LIMIT = 7;

/** Where the TTL (IPv4) or hop limit (IPv6) lies; -1 in what is not IP. */
function ipTtl({ headers }: Packet): number {
  if (headers.ipv4 >= 0) return headers.ipv4 + IPV4_TTL;
  return headers.ipv6 >= 0 ? headers.ipv6 + IPV6_HOP_LIMIT : -1;
}

function mplsTtl({ headers }: Packet): number {
  return headers.mpls >= 0 ? headers.mpls + MPLS_TTL : -1;
}

/** Sets the TTL or hop limit; what is not IP stays as it is. */
export function setTtl(packet: Packet, ttl: number): void {
  const offset = ipTtl(packet);
  if (offset >= 0) edit(packet, offset, Uint8Array.of(ttl), "network");
}

/** Sets the TTL of the outermost MPLS label, if there is one. */
export function setMplsTtl(packet: Packet, ttl: number): void {
  const offset = mplsTtl(packet);
  if (offset >= 0) edit(packet, offset, Uint8Array.of(ttl), "link");
}

/**
 * Takes one off the TTL or hop limit. False when it is used up: the packet must then go no further
 * (OpenFlow 1.3.5, section 5.12).
 */
export function decrementTtl(packet: Packet): boolean {
  return decrement(packet, ipTtl(packet), setTtl);
}

/** Takes one off the TTL of the outermost MPLS label; false when it is used up. */
export function decrementMplsTtl(packet: Packet): boolean {
  return decrement(packet, mplsTtl(packet), setMplsTtl);
}

/** Copies the TTL of the header within the outermost MPLS label, another label or IP, to that label. */
export function copyTtlOut(packet: Packet): void {
  const within = ttlWithinMpls(packet);
  if (within >= 0) setMplsTtl(packet, packet.view.getUint8(within));
}

/** Copies the TTL of the outermost MPLS label to the header within it, another label or IP. */
export function copyTtlIn(packet: Packet): void {
  const within = ttlWithinMpls(packet);
  if (within < 0) return;
  const { mpls } = packet.headers;
  const inner = mpls + MPLS_ENTRY_SIZE;
  const isIpv4 = within === inner + IPV4_TTL;
  const before = onesComplementSum(packet.bytes, within & ~1, (within & ~1) + 2);
  packet.overwrite(within, Uint8Array.of(packet.view.getUint8(mpls + MPLS_TTL)));
  if (!isIpv4) return;
  // IP within MPLS is none of the packet's headers, so that its checksum is not `edit`'s concern.
  const after = onesComplementSum(packet.bytes, within & ~1, (within & ~1) + 2);
  const checksum = updatedChecksum(packet.view.getUint16(inner + IPV4_CHECKSUM), before, after);
  packet.overwrite(inner + IPV4_CHECKSUM, Uint8Array.of(checksum >> 8, checksum & 0xff));
}

function decrement(packet: Packet, offset: number, set: (packet: Packet, ttl: number) => void): boolean {
  if (offset < 0) return true;
  const ttl = packet.view.getUint8(offset);
  if (ttl <= 1) return false;
  set(packet, ttl - 1);
  return true;
}

/** Where the TTL of what the outermost MPLS label carries lies: the next label's, or that of IP, told by its version. */
function ttlWithinMpls({ headers, view, size }: Packet): number {
  if (headers.mpls < 0) return -1;
  const inner = headers.mpls + MPLS_ENTRY_SIZE;
  const isBottom = (view.getUint8(headers.mpls + 2) & 1) === 1;
  if (!isBottom) return inner + MPLS_ENTRY_SIZE <= size ? inner + MPLS_TTL : -1;
  if (inner >= size) return -1;
  const version = view.getUint8(inner) >> 4;
  if (version === 4) return inner + 20 <= size ? inner + IPV4_TTL : -1;
  return version === 6 && inner + 40 <= size ? inner + IPV6_HOP_LIMIT : -1;
}
