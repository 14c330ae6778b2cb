import { ETHER_TYPE } from "./ether-type.js";
import type { Header } from "./header.js";
import { ICMPV4 } from "./headers/icmpv4.js";
import { ICMPV6 } from "./headers/icmpv6.js";
import { SCTP } from "./headers/sctp.js";
import { TCP } from "./headers/tcp.js";
import { UDP } from "./headers/udp.js";
import { PACKET_HEADERS } from "./packet-fields.js";

const { mpls, arp, ipv4, ipv6, lldp, tcp, udp, sctp, icmpv4, icmpv6 } = PACKET_HEADERS;

/** A header directly behind Ethernet: by which EtherTypes it is announced, the usual one first. */
export interface Network {
  readonly header: Header;
  readonly etherTypes: readonly [number, ...number[]];
  /** Whether something may follow it. */
  readonly hasPayload: boolean;
}

/** A header behind IP: its protocol number, and which IP headers may announce it. */
export interface Transport {
  readonly header: Header;
  readonly protocol: number;
  readonly within: readonly Network[];
}

function network(header: Header, hasPayload: boolean, ...etherTypes: [number, ...number[]]): Network {
  return { header, hasPayload, etherTypes };
}

function transport(header: Header, protocol: number, ...within: Network[]): Transport {
  return { header, protocol, within };
}

export const IPV4 = network(ipv4, true, ETHER_TYPE.ipv4);
export const IPV6 = network(ipv6, true, ETHER_TYPE.ipv6);

export const NETWORKS: readonly Network[] = [
  IPV4,
  IPV6,
  network(arp, false, ETHER_TYPE.arp),
  network(mpls, true, ETHER_TYPE.mpls, ETHER_TYPE.mplsMulticast),
  network(lldp, false, ETHER_TYPE.lldp, ETHER_TYPE.bddp),
];

export const ICMPV6_IN_IPV6 = transport(icmpv6, ICMPV6, IPV6);

export const TRANSPORTS: readonly Transport[] = [
  transport(tcp, TCP, IPV4, IPV6),
  transport(udp, UDP, IPV4, IPV6),
  transport(sctp, SCTP, IPV4, IPV6),
  transport(icmpv4, ICMPV4, IPV4),
  ICMPV6_IN_IPV6,
];
