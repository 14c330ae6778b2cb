import type { FieldInputs, FieldValues } from "./field.js";
import type { Header } from "./header.js";
import { arp } from "./headers/arp.js";
import { ethernet } from "./headers/ethernet.js";
import { icmpv4 } from "./headers/icmpv4.js";
import { icmpv6 } from "./headers/icmpv6.js";
import type { ipFields } from "./headers/ip.js";
import { ipv4 } from "./headers/ipv4.js";
import { ipv6 } from "./headers/ipv6.js";
import { llc } from "./headers/llc.js";
import { lldp } from "./headers/lldp.js";
import { mpls } from "./headers/mpls.js";
import { nd } from "./headers/nd.js";
import { sctp } from "./headers/sctp.js";
import { tcp } from "./headers/tcp.js";
import { udp } from "./headers/udp.js";
import { vlan } from "./headers/vlan.js";
import type { BytesInput } from "./packet-input.js";

/** The headers by name, from the outside in. */
export const PACKET_HEADERS = {
  ethernet,
  vlan,
  llc,
  mpls,
  arp,
  ipv4,
  ipv6,
  lldp,
  tcp,
  udp,
  sctp,
  icmpv4,
  icmpv6,
  nd,
};

/** A protocol whose header a packet may have. */
export type ProtocolName = keyof typeof PACKET_HEADERS;

/** The headers from the outside in, for going through them. */
export const HEADER_LIST: readonly Header[] = Object.values<Header>(PACKET_HEADERS);

/** The tables of all headers. Written out, because an inferred type would lose the descriptions of the fields. */
type PacketTable = typeof ipFields &
  (typeof ethernet)["fields"] &
  (typeof vlan)["fields"] &
  (typeof llc)["fields"] &
  (typeof mpls)["fields"] &
  (typeof arp)["fields"] &
  (typeof ipv4)["fields"] &
  (typeof ipv6)["fields"] &
  (typeof lldp)["fields"] &
  (typeof tcp)["fields"] &
  (typeof udp)["fields"] &
  (typeof sctp)["fields"] &
  (typeof icmpv4)["fields"] &
  (typeof icmpv6)["fields"] &
  (typeof nd)["fields"];

/** The fields of all headers by name, from the outside in. */
export const PACKET_FIELDS: PacketTable = Object.assign({}, ...HEADER_LIST.map(({ fields }) => fields));

export type PacketFieldName = keyof PacketTable;

/** Other names of fields. `src` and `dst`, the addresses of IPv4 or IPv6, are not here: they depend on the packet. */
export const FIELD_ALIASES = {
  /** Time to live or hop limit: nx_ip_ttl. */
  ip_ttl: "nx_ip_ttl",
  /** Time to live or hop limit: nx_ip_ttl. */
  hop_limit: "nx_ip_ttl",
  /** Protocol: ip_proto. */
  nxt: "ip_proto",
  /** TCP flags: tcp_flags. */
  nx_tcp_flags: "tcp_flags",
  /** The 32 bits in front of a neighbour discovery target: x_ipv6_nd_res. */
  ipv6_nd_res: "x_ipv6_nd_res",
} as const satisfies Record<string, PacketFieldName>;

type Aliases = typeof FIELD_ALIASES;

/** What a view gives: each field, undefined when the packet has none. */
export type PacketFields = FieldValues<PacketTable>;

/** What a view gives under other names. */
export type AliasFields = { [Alias in keyof Aliases]: PacketFields[Aliases[Alias]] };

/** The plain form of a packet: the fields that it has, and its payload when that is not empty. */
export type PacketObject = { [Name in keyof PacketTable]?: Exclude<PacketFields[Name], undefined> } & {
  payload?: Uint8Array;
};

/** What a packet is built from: fields of its headers, and what follows them. */
export type PacketInput = FieldInputs<PacketTable> & {
  readonly [Alias in keyof Aliases]?: PacketFields[Aliases[Alias]];
} & {
  /** Source address of IPv4 or IPv6. */
  readonly src?: string | undefined;
  /** Destination address of IPv4 or IPv6. */
  readonly dst?: string | undefined;
  /** The bytes after the last header. */
  readonly payload?: BytesInput | undefined;
};
