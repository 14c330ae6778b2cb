import { numberOf } from "../match/field-bytes.js";
import { linkLayerOption } from "../match/flow-key.js";
import { edit, type Part } from "./edit.js";
import type { Headers } from "./headers.js";
import type { Packet } from "./packet.js";
import { setVlanId, setVlanPriority } from "./vlan-tag.js";

/** Writes a field's value, as it lies in a flow key, into a packet; one that lacks the header stays as it is. */
export type FieldSetter = (packet: Packet, value: Uint8Array) => void;

/** Whole bytes at a fixed distance from the beginning of a header. */
function inHeader(header: keyof Headers, distance: number, part: Part): FieldSetter {
  return (packet, value) => {
    const start = packet.headers[header];
    if (start >= 0) edit(packet, start + distance, value, part);
  };
}

/** Some bits of the first 32-bit word of a header. */
function inFirstWord(header: keyof Headers, mask: number, shift: number, part: Part): FieldSetter {
  return (packet, value) => {
    const start = packet.headers[header];
    if (start < 0) return;
    const word = (packet.view.getUint32(start) & ~mask) | ((toNumber(value) << shift) & mask);
    edit(packet, start, Uint8Array.of(word >>> 24, word >>> 16, word >>> 8, word), part);
  };
}

/** A field that either of two headers has. */
function either(one: FieldSetter, other: FieldSetter): FieldSetter {
  return (packet, value) => {
    one(packet, value);
    other(packet, value);
  };
}

/** The address in the link-layer option of a neighbour solicitation (135) or advertisement (136). */
function inNeighbourOption(type: number): FieldSetter {
  return (packet, value) => {
    const { icmpv6 } = packet.headers;
    if (icmpv6 < 0 || packet.view.getUint8(icmpv6) !== type) return;
    const option = linkLayerOption(packet.view, icmpv6);
    if (option >= 0) edit(packet, option + 2, value, "transport");
  };
}

const setNeighbourTarget: FieldSetter = (packet, value) => {
  const { icmpv6 } = packet.headers;
  if (icmpv6 >= 0 && icmpv6 + 24 <= packet.size) edit(packet, icmpv6 + 8, value, "transport");
};

function inEthernet(offset: number): FieldSetter {
  return (packet, value) => {
    if (packet.size >= offset + value.length) edit(packet, offset, value, "link");
  };
}

function toNumber(value: Uint8Array): number {
  return value.reduce((number, byte) => (number << 8) | byte, 0);
}

/**
 * The fields that SET_FIELD can write (OpenFlow 1.3.5, section 7.2.5). Those that say what follows (ETH_TYPE,
 * IP_PROTO, IPV6_EXTHDR, TCP_FLAGS) and what the pipeline knows (IN_PORT, METADATA) cannot be set.
 */
export const FIELD_SETTERS: ReadonlyMap<string, FieldSetter> = new Map([
  ["ETH_DST", inEthernet(0)],
  ["ETH_SRC", inEthernet(6)],
  ["VLAN_VID", (packet, value) => setVlanId(packet, toNumber(value))],
  ["VLAN_PCP", (packet, value) => setVlanPriority(packet, toNumber(value))],
  [
    "IP_DSCP",
    either(inFirstWord("ipv4", 0x00fc0000, 18, "network"), inFirstWord("ipv6", 0x0fc00000, 22, "network")),
  ],
  [
    "IP_ECN",
    either(inFirstWord("ipv4", 0x00030000, 16, "network"), inFirstWord("ipv6", 0x00300000, 20, "network")),
  ],
  ["IPV4_SRC", inHeader("ipv4", 12, "address")],
  ["IPV4_DST", inHeader("ipv4", 16, "address")],
  ["TCP_SRC", inHeader("tcp", 0, "transport")],
  ["TCP_DST", inHeader("tcp", 2, "transport")],
  ["UDP_SRC", inHeader("udp", 0, "transport")],
  ["UDP_DST", inHeader("udp", 2, "transport")],
  ["SCTP_SRC", inHeader("sctp", 0, "transport")],
  ["SCTP_DST", inHeader("sctp", 2, "transport")],
  ["ICMPV4_TYPE", inHeader("icmpv4", 0, "transport")],
  ["ICMPV4_CODE", inHeader("icmpv4", 1, "transport")],
  ["ARP_OP", inHeader("arp", 6, "link")],
  ["ARP_SHA", inHeader("arp", 8, "link")],
  ["ARP_SPA", inHeader("arp", 14, "link")],
  ["ARP_THA", inHeader("arp", 18, "link")],
  ["ARP_TPA", inHeader("arp", 24, "link")],
  ["IPV6_SRC", inHeader("ipv6", 8, "address")],
  ["IPV6_DST", inHeader("ipv6", 24, "address")],
  ["IPV6_FLABEL", inFirstWord("ipv6", 0x000fffff, 0, "network")],
  ["ICMPV6_TYPE", inHeader("icmpv6", 0, "transport")],
  ["ICMPV6_CODE", inHeader("icmpv6", 1, "transport")],
  ["IPV6_ND_TARGET", setNeighbourTarget],
  ["IPV6_ND_SLL", inNeighbourOption(135)],
  ["IPV6_ND_TLL", inNeighbourOption(136)],
  ["MPLS_LABEL", inFirstWord("mpls", 0xfffff000, 12, "link")],
  ["MPLS_TC", inFirstWord("mpls", 0x00000e00, 9, "link")],
  ["MPLS_BOS", inFirstWord("mpls", 0x00000100, 8, "link")],
  ["PBB_UCA", inFirstWord("pbb", 0x08000000, 27, "link")],
  ["PBB_ISID", inFirstWord("pbb", 0x00ffffff, 0, "link")],
  [
    "TUNNEL_ID",
    (packet, value) => {
      packet.tunnel_id = numberOf(value);
    },
  ],
]);

/** A port of whatever transport a packet has. */
function inTransport(distance: number): FieldSetter {
  const port = (header: "tcp" | "udp" | "sctp") => inHeader(header, distance, "transport");
  return either(port("tcp"), either(port("udp"), port("sctp")));
}

/**
 * OpenFlow 1.0 and 1.1 have one action for the ports of all transports, which the dialect shows as the fields of TCP
 * (1.0, section 5.2.4; 1.1, section 4.9).
 */
export const FIELD_SETTERS_10: ReadonlyMap<string, FieldSetter> = new Map([
  ...FIELD_SETTERS,
  ["TCP_SRC", inTransport(0)],
  ["TCP_DST", inTransport(2)],
]);
