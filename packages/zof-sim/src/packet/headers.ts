import { findHeaders, found, PACKET_FIELDS, Slot } from "zof-codec/internal";

/** EtherType that stands for "none" in an 802.3 frame (OpenFlow 1.0, section 3.4: OFP_DL_TYPE_NOT_ETH_TYPE). */
const NO_ETHER_TYPE = 0x05ff;
/** EtherType of a PBB service instance tag (IEEE 802.1ah). */
export const PBB_TYPE = 0x88e7;

const ADDRESSES_SIZE = 12;
const VLAN_TAG_SIZE = 4;

/** Where the headers of a frame begin; -1 for one that is not there, cut off, or in another fragment. */
export interface Headers {
  /** EtherType or length, behind all VLAN tags. */
  readonly type: number;
  /** Its value; in an 802.3 frame that of the SNAP header. */
  readonly eth_type: number;
  /** Control information (two bytes) of the outermost VLAN tag. */
  readonly vlan: number;
  /** Service instance information (four bytes) of the PBB tag. */
  readonly pbb: number;
  readonly mpls: number;
  readonly arp: number;
  readonly ipv4: number;
  readonly ipv6: number;
  /** Protocol in the IP header or behind the IPv6 extension headers; -1 for what is not IP. */
  readonly ip_proto: number;
  /** The bits of IPV6_EXTHDR. */
  readonly ipv6_exthdr: number;
  readonly tcp: number;
  readonly udp: number;
  readonly sctp: number;
  readonly icmpv4: number;
  readonly icmpv6: number;
}

/** Finds the headers of an Ethernet frame. A frame of fewer than 14 bytes has none. */
export function locateHeaders(bytes: Uint8Array): Headers {
  const layout = findHeaders(bytes);
  const vlan = found(layout, Slot.vlan);
  const ipv6 = found(layout, Slot.ipv6);
  const eth_type = found(layout, Slot.ethType);
  const type = behindTags(bytes, vlan);
  return {
    type,
    eth_type: eth_type < 0 ? NO_ETHER_TYPE : eth_type,
    vlan: vlan < 0 ? -1 : vlan + 2,
    pbb: eth_type === PBB_TYPE && type + 18 <= bytes.length ? type + 2 : -1,
    mpls: found(layout, Slot.mpls),
    arp: found(layout, Slot.arp),
    ipv4: found(layout, Slot.ipv4),
    ipv6,
    ip_proto: found(layout, Slot.ipProto),
    ipv6_exthdr: ipv6 < 0 ? 0 : (PACKET_FIELDS.ipv6_exthdr.read(bytes, ipv6, layout) as number),
    tcp: found(layout, Slot.tcp),
    udp: found(layout, Slot.udp),
    sctp: found(layout, Slot.sctp),
    icmpv4: found(layout, Slot.icmpv4),
    icmpv6: found(layout, Slot.icmpv6),
  };
}

/** Whether an EtherType announces a VLAN tag (802.1Q or 802.1ad). */
export function isVlanType(type: number): boolean {
  return type === 0x8100 || type === 0x88a8;
}

/** Whether an EtherType announces MPLS labels (RFC 5332). */
export function isMplsType(type: number): boolean {
  return type === 0x8847 || type === 0x8848;
}

function behindTags(bytes: Uint8Array, vlan: number): number {
  let offset = ADDRESSES_SIZE;
  if (vlan < 0) return offset;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  while (offset + VLAN_TAG_SIZE + 2 <= bytes.length && isVlanType(view.getUint16(offset)))
    offset += VLAN_TAG_SIZE;
  return offset;
}
