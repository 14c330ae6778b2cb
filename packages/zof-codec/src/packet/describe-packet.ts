import type { Header } from "./header.js";
import { NO_ETHER_TYPE } from "./headers/ethernet.js";
import { PACKET_HEADERS, type PacketFields } from "./packet-fields.js";

const { ethernet, vlan, llc, ipv4, ipv6 } = PACKET_HEADERS;

/** A packet in one line: its headers, what follows when that is not one of ours, and the size of the payload. */
export function describePacket(
  headers: readonly Header[],
  packet: PacketFields & { readonly payload: Uint8Array },
  size: number,
): string {
  const last = headers.at(-1);
  if (last === undefined) return `${size} bytes, too short for Ethernet`;
  const parts = headers.map((header) => header.describe(packet));
  if (last === ethernet || last === vlan || last === llc) {
    const { eth_type = NO_ETHER_TYPE } = packet;
    if (eth_type !== NO_ETHER_TYPE) parts.push(`type 0x${eth_type.toString(16).padStart(4, "0")}`);
  } else if (last === ipv4 || last === ipv6) parts.push(`protocol ${packet.ip_proto}`);
  return [...parts, `${packet.payload.length} bytes`].join(" / ");
}
