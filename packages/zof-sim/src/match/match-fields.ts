/** How a field's value is written: a number, a port number with reserved names, an address, a VLAN number. */
export type FieldKind = "number" | "port" | "mac" | "ipv4" | "ipv6" | "vlan";

/** Bits that a match must fix in another field, so that a field has a meaning (OpenFlow 1.3.5, section 7.2.3.6). */
export interface Prerequisite {
  readonly field: string;
  readonly value: number;
  readonly mask: number;
}

/** What is known of a field that flow entries can match. */
export interface MatchField {
  readonly name: string;
  readonly kind: FieldKind;
  /** Significant bits, the lower ones of `size` bytes. */
  readonly bits: number;
  readonly maskable: boolean;
  /** One of these must hold; empty for a field that every frame has. */
  readonly needs: readonly Prerequisite[];
  /** Where the value lies in a flow key. */
  readonly offset: number;
  readonly size: number;
}

type Row = readonly [
  name: string,
  kind: FieldKind,
  bits: number,
  masks: "exact" | "maskable",
  ...Prerequisite[],
];

const needs = (field: string, value: number, mask = 0xffff): Prerequisite => ({ field, value, mask });

const TAG = needs("VLAN_VID", 0x1000, 0x1000);
const IPV4 = needs("ETH_TYPE", 0x0800);
const IPV6 = needs("ETH_TYPE", 0x86dd);
const ARP = needs("ETH_TYPE", 0x0806);
const MPLS = [needs("ETH_TYPE", 0x8847), needs("ETH_TYPE", 0x8848)];
const PBB = needs("ETH_TYPE", 0x88e7);
const protocol = (number: number) => needs("IP_PROTO", number, 0xff);
const icmpv6 = (type: number) => needs("ICMPV6_TYPE", type, 0xff);

/** OpenFlow 1.5.1, section 7.2.3.8: the fields that frames of physical ports can have, and TUNNEL_ID, which actions set. */
const ROWS: readonly Row[] = [
  ["METADATA", "number", 64, "maskable"],
  ["IN_PORT", "port", 32, "exact"],
  ["IN_PHY_PORT", "port", 32, "exact", needs("IN_PORT", 0, 0)],
  ["ETH_DST", "mac", 48, "maskable"],
  ["ETH_TYPE", "number", 16, "exact"],
  ["ETH_SRC", "mac", 48, "maskable"],
  ["VLAN_VID", "vlan", 13, "maskable"],
  ["VLAN_PCP", "number", 3, "exact", TAG],
  ["IP_DSCP", "number", 6, "exact", IPV4, IPV6],
  ["IP_ECN", "number", 2, "exact", IPV4, IPV6],
  ["IP_PROTO", "number", 8, "exact", IPV4, IPV6],
  ["IPV4_SRC", "ipv4", 32, "maskable", IPV4],
  ["IPV4_DST", "ipv4", 32, "maskable", IPV4],
  ["TCP_SRC", "number", 16, "exact", protocol(6)],
  ["TCP_DST", "number", 16, "exact", protocol(6)],
  ["UDP_SRC", "number", 16, "exact", protocol(17)],
  ["UDP_DST", "number", 16, "exact", protocol(17)],
  ["SCTP_SRC", "number", 16, "exact", protocol(132)],
  ["SCTP_DST", "number", 16, "exact", protocol(132)],
  ["ICMPV4_TYPE", "number", 8, "exact", protocol(1)],
  ["ICMPV4_CODE", "number", 8, "exact", protocol(1)],
  ["ARP_OP", "number", 16, "exact", ARP],
  ["ARP_SPA", "ipv4", 32, "maskable", ARP],
  ["ARP_TPA", "ipv4", 32, "maskable", ARP],
  ["ARP_SHA", "mac", 48, "maskable", ARP],
  ["ARP_THA", "mac", 48, "maskable", ARP],
  ["IPV6_SRC", "ipv6", 128, "maskable", IPV6],
  ["IPV6_DST", "ipv6", 128, "maskable", IPV6],
  ["IPV6_FLABEL", "number", 20, "maskable", IPV6],
  ["ICMPV6_TYPE", "number", 8, "exact", protocol(58)],
  ["ICMPV6_CODE", "number", 8, "exact", protocol(58)],
  ["IPV6_ND_TARGET", "ipv6", 128, "exact", icmpv6(135), icmpv6(136)],
  ["IPV6_ND_SLL", "mac", 48, "exact", icmpv6(135)],
  ["IPV6_ND_TLL", "mac", 48, "exact", icmpv6(136)],
  ["MPLS_LABEL", "number", 20, "exact", ...MPLS],
  ["MPLS_TC", "number", 3, "exact", ...MPLS],
  ["MPLS_BOS", "number", 1, "exact", ...MPLS],
  ["IPV6_EXTHDR", "number", 9, "maskable", IPV6],
  ["PBB_ISID", "number", 24, "maskable", PBB],
  ["PBB_UCA", "number", 1, "exact", PBB],
  ["TUNNEL_ID", "number", 64, "maskable"],
  ["TCP_FLAGS", "number", 12, "maskable", protocol(6)],
];

let end = 0;

/** By name, each with its place in a flow key. */
export const MATCH_FIELDS: ReadonlyMap<string, MatchField> = new Map(
  ROWS.map(([name, kind, bits, masks, ...prerequisites]) => {
    const size = Math.ceil(bits / 8);
    const offset = end;
    end += size;
    return [name, { name, kind, bits, maskable: masks === "maskable", needs: prerequisites, offset, size }];
  }),
);

/** Bytes in a flow key: all fields, rounded up to whole 32-bit words. */
export const FLOW_KEY_SIZE = (end + 3) & ~3;
