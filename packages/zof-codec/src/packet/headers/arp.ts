import { u16, u32 } from "../../byte-read.js";
import { putU16 } from "../checksum.js";
import { ipv4Address, mac, uint16 } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";

const ARP_SIZE = 28;

/** ARP for IPv4 over Ethernet: hardware type 1, protocol type 0x0800, address lengths 6 and 4 (RFC 826). */
const HARDWARE_AND_PROTOCOL = 0x00010800;
const ADDRESS_LENGTHS = 0x0604;

const OPERATIONS = ["", "request", "reply"];

const fields = {
  /** Operation (ARP): 1 request, 2 reply. */
  arp_op: uint16(Slot.arp, 6),
  /** Sender's IPv4 address (ARP). */
  arp_spa: ipv4Address(Slot.arp, 14),
  /** Target's IPv4 address (ARP). */
  arp_tpa: ipv4Address(Slot.arp, 24),
  /** Sender's MAC address (ARP). When building: eth_src unless given. */
  arp_sha: mac(Slot.arp, 8),
  /** Target's MAC address (ARP); all zero in a request. When building: that unless given. */
  arp_tha: mac(Slot.arp, 18),
};

/** ARP for IPv4 over Ethernet (RFC 826). */
export const arp = header({
  name: "arp",
  slot: Slot.arp,
  fields,
  required: ["arp_op", "arp_spa", "arp_tpa", "arp_sha"],
  inherited: { arp_sha: "eth_src" },
  defaults: { arp_tha: "00:00:00:00:00:00" },
  describe: ({ arp_op = 0, arp_spa, arp_tpa }) =>
    `ARP ${OPERATIONS[arp_op] || arp_op} ${arp_spa} > ${arp_tpa}`,
  wrap(values, body) {
    const bytes = inFrontOf(body, ARP_SIZE);
    putU16(bytes, 0, HARDWARE_AND_PROTOCOL >>> 16);
    putU16(bytes, 2, HARDWARE_AND_PROTOCOL & 0xffff);
    putU16(bytes, 4, ADDRESS_LENGTHS);
    writeFields(bytes, 0, fields, values);
    return bytes;
  },
});

/** Notes an ARP message at `at`, if it is one for IPv4 over Ethernet. What follows it is padding. */
export function findArp(bytes: Uint8Array, at: number, layout: Layout): void {
  if (at + ARP_SIZE > found(layout, Slot.end)) return;
  if (u32(bytes, at) !== HARDWARE_AND_PROTOCOL || u16(bytes, at + 4) !== ADDRESS_LENGTHS) return;
  layout[Slot.arp] = at;
  layout[Slot.payload] = at + ARP_SIZE;
  layout[Slot.end] = at + ARP_SIZE;
}
