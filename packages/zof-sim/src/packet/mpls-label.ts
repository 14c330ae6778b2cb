import type { Packet } from "./packet.js";

const ENTRY_SIZE = 4;
const BOTTOM_OF_STACK = 0x100;
const DEFAULT_TTL = 64;

/**
 * Puts a new outermost label on a packet, behind the VLAN tags. It takes over label, traffic class and TTL of the label
 * that was outermost, else label 0 and the TTL of IP (OpenFlow 1.3.5, section 5.12.1).
 */
export function pushMpls(packet: Packet, ethertype: number): void {
  const { type, mpls } = packet.headers;
  if (packet.size < type + 2) return;
  const entry = mpls >= 0 ? packet.view.getUint32(mpls) & ~BOTTOM_OF_STACK : BOTTOM_OF_STACK | ipTtl(packet);
  const bytes = new Uint8Array(2 + ENTRY_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, ethertype);
  view.setUint32(2, entry);
  packet.splice(type, 2, bytes);
}

/** Takes the outermost label off a packet, whose EtherType is from now on another; one without labels stays as it is. */
export function popMpls(packet: Packet, ethertype: number): void {
  const { type, mpls } = packet.headers;
  if (mpls >= 0) packet.splice(type, 2 + ENTRY_SIZE, Uint8Array.of(ethertype >> 8, ethertype & 0xff));
}

function ipTtl({ headers, view }: Packet): number {
  if (headers.ipv4 >= 0) return view.getUint8(headers.ipv4 + 8);
  return headers.ipv6 >= 0 ? view.getUint8(headers.ipv6 + 7) : DEFAULT_TTL;
}
