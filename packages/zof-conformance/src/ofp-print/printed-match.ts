import { isIPv4, isIPv6 } from "node:net";
import { maskedText, numberText, prefixMask } from "./number-text.js";

/** Match fields by name, each with its value as `numberText` or `maskedText` gives it. */
export type MatchSummary = Record<string, string>;

/** The words that stand for an Ethernet type and IP protocol. */
const PROTOCOLS: Record<string, { type: number; protocol?: number; transport?: string }> = {
  ip: { type: 0x0800 },
  icmp: { type: 0x0800, protocol: 1, transport: "ICMPV4" },
  tcp: { type: 0x0800, protocol: 6, transport: "TCP" },
  udp: { type: 0x0800, protocol: 17, transport: "UDP" },
  sctp: { type: 0x0800, protocol: 132, transport: "SCTP" },
  ipv6: { type: 0x86dd },
  icmp6: { type: 0x86dd, protocol: 58, transport: "ICMPV6" },
  tcp6: { type: 0x86dd, protocol: 6, transport: "TCP" },
  udp6: { type: 0x86dd, protocol: 17, transport: "UDP" },
  sctp6: { type: 0x86dd, protocol: 132, transport: "SCTP" },
  arp: { type: 0x0806 },
  mpls: { type: 0x8847 },
  mplsm: { type: 0x8848 },
};

/** Open vSwitch's names of fields, in matches and in `set_field`, and ours. */
export const FIELD_NAMES: Record<string, string> = {
  in_port: "IN_PORT",
  metadata: "METADATA",
  tun_id: "TUNNEL_ID",
  dl_src: "ETH_SRC",
  eth_src: "ETH_SRC",
  dl_dst: "ETH_DST",
  eth_dst: "ETH_DST",
  dl_type: "ETH_TYPE",
  vlan_vid: "VLAN_VID",
  dl_vlan_pcp: "VLAN_PCP",
  vlan_pcp: "VLAN_PCP",
  nw_proto: "IP_PROTO",
  ip_dscp: "IP_DSCP",
  nw_ecn: "IP_ECN",
  nw_src: "IPV4_SRC",
  ip_src: "IPV4_SRC",
  nw_dst: "IPV4_DST",
  ip_dst: "IPV4_DST",
  ipv6_label: "IPV6_FLABEL",
  nd_target: "IPV6_ND_TARGET",
  nd_sll: "IPV6_ND_SLL",
  nd_tll: "IPV6_ND_TLL",
};

/** Reads a match as Open vSwitch prints it: `tcp,in_port=1,nw_dst=10.0.0.0/24,tp_dst=80`. */
export function printedMatch(text: string): MatchSummary {
  const match: MatchSummary = {};
  let transport = "TCP";
  for (const item of text.split(",").filter(Boolean)) {
    const [key = "", content = ""] = item.split(/=(.*)/);
    const protocol = PROTOCOLS[key];
    if (protocol !== undefined && content === "") {
      match.ETH_TYPE = numberText(protocol.type);
      if (protocol.protocol !== undefined) match.IP_PROTO = numberText(protocol.protocol);
      transport = protocol.transport ?? transport;
      continue;
    }
    const [value = "", mask] = content.split("/");
    const transportName = /^(?:tp|icmp)_(src|dst|type|code)$/.exec(key)?.[1];
    if (key === "dl_vlan") match.VLAN_VID = numberText(Number(value) | 0x1000);
    else if (key === "vlan_tci") Object.assign(match, tagControl(Number(value), Number(mask ?? 0xffff)));
    else if (key === "nw_tos") match.IP_DSCP = numberText(Number(value) >> 2);
    else if (transportName) match[`${transport}_${transportName.toUpperCase()}`] = maskedText(value, mask);
    else match[FIELD_NAMES[key] ?? key.toUpperCase()] = maskedText(value, addressMask(value, mask));
  }
  return match;
}

/** The VLAN fields that a match of the 16 bits of the tag stands for: priority, presence and number. */
function tagControl(value: number, mask: number): MatchSummary {
  const match: MatchSummary = {};
  const vid = mask & 0x1fff;
  // All bits zero say "no tag": then there is no priority either.
  if (vid === 0x1fff) match.VLAN_VID = numberText(value & 0x1fff);
  else if (vid !== 0) match.VLAN_VID = maskedText(value & 0x1fff, vid);
  if (mask >> 13 !== 0 && value !== 0) match.VLAN_PCP = numberText(value >> 13);
  return match;
}

/** Turns the length of a prefix into a mask. */
function addressMask(value: string, mask: string | undefined): string | bigint | undefined {
  if (mask === undefined || !/^\d+$/.test(mask)) return mask;
  if (isIPv4(value)) return prefixMask(Number(mask), 32);
  return isIPv6(value) ? prefixMask(Number(mask), 128) : mask;
}
