import { edit } from "./edit.js";
import type { Packet } from "./packet.js";

const ADDRESSES_SIZE = 12;
const TAG_SIZE = 4;
const CUSTOMER_TAG = 0x8100;

/** Puts a new outermost tag on a frame. It takes over VLAN id and priority of the tag that was outermost, else 0. */
export function pushVlan(packet: Packet, ethertype: number): void {
  const { vlan } = packet.headers;
  const tci = vlan >= 0 ? packet.view.getUint16(vlan) : 0;
  packet.splice(ADDRESSES_SIZE, 0, Uint8Array.of(ethertype >> 8, ethertype & 0xff, tci >> 8, tci & 0xff));
}

/** Takes the outermost tag off a frame; a frame without one stays as it is. */
export function popVlan(packet: Packet): void {
  if (packet.headers.vlan >= 0) packet.splice(ADDRESSES_SIZE, TAG_SIZE, new Uint8Array(0));
}

/** Sets the VLAN id of the outermost tag. OpenFlow 1.0 asks for a tag where there is none (section 3.3). */
export function setVlanId(packet: Packet, vlan_vid: number): void {
  setControl(packet, vlan_vid & 0x0fff, 0x0fff);
}

/** Sets the priority in the outermost tag, adding a tag where there is none, as `setVlanId` does. */
export function setVlanPriority(packet: Packet, vlan_pcp: number): void {
  setControl(packet, vlan_pcp << 13, 0xe000);
}

function setControl(packet: Packet, value: number, mask: number): void {
  if (packet.headers.vlan < 0) pushVlan(packet, CUSTOMER_TAG);
  const { vlan } = packet.headers;
  const tci = (packet.view.getUint16(vlan) & ~mask) | value;
  edit(packet, vlan, Uint8Array.of(tci >> 8, tci & 0xff), "link");
}
