import { onesComplementSum, sctpChecksum, updatedChecksum } from "./checksum.js";
import type { Packet } from "./packet.js";

/** What of a frame a change is in, and with that which checksums cover it. */
export type Part =
  /** Ethernet, VLAN, MPLS, ARP: no checksum. */
  | "link"
  /** The IP header without its addresses: IPv4's header checksum. */
  | "network"
  /** An IP address: the header checksum, and by the pseudo-header that of TCP, UDP and ICMPv6. */
  | "address"
  /** What the IP packet carries: the transport's checksum. */
  | "transport";

/**
 * Replaces header bytes and brings the checksums that cover them up to date.
 *
 * Checksums change by the difference (RFC 1624), so that a fragment keeps its right, and a broken packet its wrong one.
 */
export function edit(packet: Packet, offset: number, bytes: Uint8Array, part: Part): void {
  // Headers begin at even offsets, so that the words a checksum adds up are those at even offsets of the frame.
  const start = offset & ~1;
  const end = Math.min((offset + bytes.length + 1) & ~1, packet.size);
  const before = onesComplementSum(packet.bytes, start, end);
  packet.overwrite(offset, bytes);
  const after = onesComplementSum(packet.bytes, start, end);
  if (part === "network" || part === "address") updateNetwork(packet, before, after);
  if (part === "transport" || part === "address") updateTransport(packet, before, after);
  if (part === "transport") updateWithoutPseudoHeader(packet, before, after);
}

function updateNetwork(packet: Packet, before: number, after: number): void {
  const { ipv4 } = packet.headers;
  if (ipv4 >= 0) update(packet, ipv4 + 10, before, after);
}

function updateTransport(packet: Packet, before: number, after: number): void {
  const { tcp, udp, icmpv6 } = packet.headers;
  if (tcp >= 0) update(packet, tcp + 16, before, after);
  else if (udp >= 0) updateUdp(packet, udp + 6, before, after);
  else if (icmpv6 >= 0) update(packet, icmpv6 + 2, before, after);
}

function updateWithoutPseudoHeader(packet: Packet, before: number, after: number): void {
  const { icmpv4, sctp } = packet.headers;
  if (icmpv4 >= 0) update(packet, icmpv4 + 2, before, after);
  else if (sctp >= 0) updateSctp(packet, sctp);
}

function update(packet: Packet, offset: number, before: number, after: number): void {
  putU16(packet, offset, updatedChecksum(packet.view.getUint16(offset), before, after));
}

/** A UDP checksum of zero means that there is none (RFC 768); a computed zero is sent as all ones. */
function updateUdp(packet: Packet, offset: number, before: number, after: number): void {
  const checksum = packet.view.getUint16(offset);
  if (checksum !== 0) putU16(packet, offset, updatedChecksum(checksum, before, after) || 0xffff);
}

/** A CRC cannot be updated by the difference alone: it is computed anew, over the part of the packet that is here. */
function updateSctp(packet: Packet, offset: number): void {
  const { ipv4, ipv6 } = packet.headers;
  const { view, bytes } = packet;
  const end = ipv4 >= 0 ? ipv4 + view.getUint16(ipv4 + 2) : ipv6 + 40 + view.getUint16(ipv6 + 4);
  packet.overwrite(offset + 8, sctpChecksum(bytes.subarray(offset, end)));
}

function putU16(packet: Packet, offset: number, value: number): void {
  packet.overwrite(offset, Uint8Array.of(value >> 8, value & 0xff));
}
