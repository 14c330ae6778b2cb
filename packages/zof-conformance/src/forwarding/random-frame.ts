import { buildPacket, type PacketInput } from "zof-codec";
import type { Random } from "../fuzz/random.js";

/** Few values each, so that flow entries often match. */
export const VALUES = {
  mac: ["02:00:00:00:00:01", "02:00:00:00:00:02", "02:00:00:00:01:03", "ff:ff:ff:ff:ff:ff"],
  ipv4: ["10.0.0.1", "10.0.0.2", "10.0.1.3", "192.168.7.9"],
  ipv6: ["2001:db8::1", "2001:db8::2", "2001:db8:1::3", "fe80::4"],
  port: [53, 80, 1024, 65535],
  vlan: [5, 6, 100],
  label: [16, 17, 1000],
} as const;

/** A frame of one of the kinds that switches tell apart. */
export function randomFrame(random: Random): Uint8Array {
  const tags: PacketInput[] = [{}, {}, { vlan_vid: random.pick(VALUES.vlan), vlan_pcp: random.below(8) }];
  const addresses = { eth_dst: random.pick(VALUES.mac), eth_src: random.pick(VALUES.mac) };
  return buildPacket({ ...addresses, ...random.pick(tags), ...random.pick(KINDS)(random) });
}

const payload = (random: Random, least = 0) => ({
  payload: new Uint8Array(least + random.below(20)).fill(random.below(256)),
});

/** Open vSwitch sees ICMP only where its first eight bytes are there; four of them are payload here. */
const ICMP_REST = 4;

/** None is used up by the way: Open vSwitch still runs the action set then, where the specification drops the packet. */
const TTLS = [16, 64, 255];

const ipv4 = (random: Random): PacketInput => ({
  ipv4_src: random.pick(VALUES.ipv4),
  ipv4_dst: random.pick(VALUES.ipv4),
  ip_dscp: random.pick([0, 10, 46]),
  ip_ecn: random.below(4),
  nx_ip_ttl: random.pick(TTLS),
});

const ipv6 = (random: Random): PacketInput => ({
  ipv6_src: random.pick(VALUES.ipv6),
  ipv6_dst: random.pick(VALUES.ipv6),
  ipv6_flabel: random.pick([0, 0xabcde]),
  ip_dscp: random.pick([0, 10, 46]),
  nx_ip_ttl: random.pick(TTLS),
});

const transports: readonly ((random: Random) => PacketInput)[] = [
  (random) => ({ tcp_src: random.pick(VALUES.port), tcp_dst: random.pick(VALUES.port), ...payload(random) }),
  (random) => ({ udp_src: random.pick(VALUES.port), udp_dst: random.pick(VALUES.port), ...payload(random) }),
  (random) => ({
    sctp_src: random.pick(VALUES.port),
    sctp_dst: random.pick(VALUES.port),
    ...payload(random),
  }),
];

const KINDS: readonly ((random: Random) => PacketInput)[] = [
  (random) => ({ ...ipv4(random), ...random.pick(transports)(random) }),
  (random) => ({ ...ipv4(random), ...random.pick(transports)(random) }),
  (random) => ({ ...ipv6(random), ...random.pick(transports)(random) }),
  (random) => ({ ...ipv4(random), icmpv4_type: 8, icmpv4_code: 0, ...payload(random, ICMP_REST) }),
  (random) => ({ ...ipv6(random), icmpv6_type: 128, icmpv6_code: 0, ...payload(random, ICMP_REST) }),
  (random) => ({
    arp_op: random.pick([1, 2]),
    arp_spa: random.pick(VALUES.ipv4),
    arp_tpa: random.pick(VALUES.ipv4),
    arp_tha: random.pick(VALUES.mac),
  }),
  (random) => ({
    eth_type: 0x8847,
    mpls_label: random.pick(VALUES.label),
    mpls_tc: random.below(8),
    payload: buildPacket({
      eth_dst: VALUES.mac[0],
      eth_src: VALUES.mac[1],
      ...ipv4(random),
      udp_src: 1,
      udp_dst: 2,
    }).subarray(14),
  }),
  (random) => ({ eth_type: 0x88b5, ...payload(random) }),
];
