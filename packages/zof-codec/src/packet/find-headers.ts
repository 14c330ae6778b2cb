import { u16 } from "../byte-read.js";
import { ETHER_TYPE } from "./ether-type.js";
import { findArp } from "./headers/arp.js";
import { ETHERNET_SIZE, LOWEST_ETHER_TYPE, NO_ETHER_TYPE } from "./headers/ethernet.js";
import { findIcmpv4, ICMPV4 } from "./headers/icmpv4.js";
import { findIcmpv6, ICMPV6, ICMPV6_SIZE } from "./headers/icmpv6.js";
import { findIpv4 } from "./headers/ipv4.js";
import { findIpv6 } from "./headers/ipv6.js";
import { findLlc } from "./headers/llc.js";
import { findLldp } from "./headers/lldp.js";
import { findMpls } from "./headers/mpls.js";
import { findNd } from "./headers/nd.js";
import { findSctp, SCTP } from "./headers/sctp.js";
import { findTcp, TCP } from "./headers/tcp.js";
import { findUdp, UDP } from "./headers/udp.js";
import { findVlan } from "./headers/vlan.js";
import { emptyLayout, found, type Layout, Slot } from "./layout.js";

const TYPE_SIZE = 2;

/**
 * Finds the headers of an Ethernet frame in one pass. It never fails: a header that is cut off or makes no sense
 * is not found, and the payload begins there. Bounded by the length of the frame.
 */
export function findHeaders(bytes: Uint8Array): Layout {
  const layout = emptyLayout(bytes.length);
  if (bytes.length < ETHERNET_SIZE + TYPE_SIZE) return layout;
  layout[Slot.ethernet] = 0;
  const typeAt = findVlan(bytes, ETHERNET_SIZE, layout);
  let type = u16(bytes, typeAt);
  layout[Slot.payload] = typeAt + TYPE_SIZE;
  if (type < LOWEST_ETHER_TYPE) type = findLlc(bytes, typeAt + TYPE_SIZE, layout);
  layout[Slot.ethType] = type < 0 ? NO_ETHER_TYPE : type;
  findNetwork(bytes, type, found(layout, Slot.payload), layout);
  return layout;
}

function findNetwork(bytes: Uint8Array, type: number, at: number, layout: Layout): void {
  switch (type) {
    case ETHER_TYPE.ipv4:
      findTransport(bytes, findIpv4(bytes, at, layout), layout);
      break;
    case ETHER_TYPE.ipv6:
      findTransport(bytes, findIpv6(bytes, at, layout), layout);
      break;
    case ETHER_TYPE.arp:
      findArp(bytes, at, layout);
      break;
    case ETHER_TYPE.mpls:
    case ETHER_TYPE.mplsMulticast:
      findMpls(bytes, at, layout);
      break;
    case ETHER_TYPE.lldp:
    case ETHER_TYPE.bddp:
      findLldp(bytes, at, layout);
      break;
  }
}

function findTransport(bytes: Uint8Array, at: number, layout: Layout): void {
  if (at < 0) return;
  switch (found(layout, Slot.ipProto)) {
    case TCP:
      findTcp(bytes, at, layout);
      break;
    case UDP:
      findUdp(bytes, at, layout);
      break;
    case SCTP:
      findSctp(at, layout);
      break;
    case ICMPV4:
      if (found(layout, Slot.ipv4) >= 0) findIcmpv4(at, layout);
      break;
    case ICMPV6:
      if (found(layout, Slot.ipv6) >= 0) findIcmpv6(at, layout);
      if (found(layout, Slot.icmpv6) >= 0) findNd(bytes, at + ICMPV6_SIZE, layout);
      break;
  }
}
