/** The EtherTypes that say which header follows (IEEE 802 numbers). */
export const ETHER_TYPE = {
  ipv4: 0x0800,
  arp: 0x0806,
  ipv6: 0x86dd,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  lldp: 0x88cc,
  /** LLDP to a broadcast address, as controllers send it to find links through other switches. */
  bddp: 0x8942,
} as const;
