import type { Packet } from "./packet.js";

const ADDRESSES_SIZE = 12;
/** EtherType, service instance information and the customer's addresses. */
const TAG_SIZE = 2 + 4 + ADDRESSES_SIZE;

/**
 * Puts a service instance tag on a frame, whose addresses become the customer's and stay those of the frame, too. It
 * takes over service instance and priority of a tag that is outermost already, else the priority of the VLAN tag
 * (OpenFlow 1.3.5, sections 5.12.1 and 7.2.5).
 */
export function pushPbb(packet: Packet, ethertype: number): void {
  if (packet.size < ADDRESSES_SIZE + 2) return;
  const { pbb, vlan } = packet.headers;
  const priority = vlan >= 0 ? packet.view.getUint8(vlan) >> 5 : 0;
  const bytes = new Uint8Array(TAG_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, ethertype);
  view.setUint32(2, pbb >= 0 ? packet.view.getUint32(pbb) : priority << 29);
  bytes.set(packet.bytes.subarray(0, ADDRESSES_SIZE), 6);
  packet.splice(ADDRESSES_SIZE, 0, bytes);
}

/** Takes the service instance tag off a frame, which gets the customer's addresses; one without it stays as it is. */
export function popPbb(packet: Packet): void {
  const { pbb } = packet.headers;
  if (pbb < 0) return;
  const end = pbb - 2 + TAG_SIZE;
  packet.splice(0, end, packet.bytes.slice(end - ADDRESSES_SIZE, end));
}
