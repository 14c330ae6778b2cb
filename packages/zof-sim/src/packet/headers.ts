import { walkIpv6Extensions } from "./ipv6-extensions.js";

/** EtherType that stands for "none" in an 802.3 frame (OpenFlow 1.0, section 3.4: OFP_DL_TYPE_NOT_ETH_TYPE). */
const NO_ETHER_TYPE = 0x05ff;
/** Below this an EtherType is a length (IEEE 802.3). */
const LOWEST_ETHER_TYPE = 0x0600;
/** LLC and SNAP header of an 802.3 frame that carries an EtherType. */
const SNAP_SIZE = 8;

const ETHERNET_SIZE = 14;
const VLAN_TAG_SIZE = 4;

/**
 * Where the headers of a frame begin. -1 stands for a header that the frame does not have, that is cut off, or
 * that lies in another fragment.
 */
export class Headers {
  /** Control information (two bytes) of the outermost VLAN tag. */
  vlan = -1;
  /** EtherType behind all VLAN tags. */
  eth_type = NO_ETHER_TYPE;
  mpls = -1;
  arp = -1;
  ipv4 = -1;
  ipv6 = -1;
  /** Protocol in the IP header or behind the IPv6 extension headers; -1 for what is not IP. */
  ip_proto = -1;
  ipv6_exthdr = 0;
  tcp = -1;
  udp = -1;
  sctp = -1;
  icmpv4 = -1;
  icmpv6 = -1;
}

/** Finds the headers of an Ethernet frame. A frame of fewer than 14 bytes has none. */
export function locateHeaders(view: DataView): Headers {
  const headers = new Headers();
  if (view.byteLength < ETHERNET_SIZE) return headers;
  let offset = 12;
  let type = view.getUint16(offset);
  while (isVlanType(type) && offset + VLAN_TAG_SIZE + 2 <= view.byteLength) {
    if (headers.vlan < 0) headers.vlan = offset + 2;
    offset += VLAN_TAG_SIZE;
    type = view.getUint16(offset);
  }
  offset += 2;
  if (type < LOWEST_ETHER_TYPE) {
    if (!hasSnap(view, offset)) return headers;
    type = view.getUint16(offset + SNAP_SIZE - 2);
    offset += SNAP_SIZE;
  }
  headers.eth_type = type;
  locateNetwork(view, headers, offset);
  return headers;
}

/** Whether an EtherType announces a VLAN tag (802.1Q or 802.1ad). */
export function isVlanType(type: number): boolean {
  return type === 0x8100 || type === 0x88a8;
}

function hasSnap(view: DataView, offset: number): boolean {
  return (
    offset + SNAP_SIZE <= view.byteLength &&
    view.getUint32(offset) === 0xaaaa0300 &&
    view.getUint16(offset + 4) === 0
  );
}

function locateNetwork(view: DataView, headers: Headers, offset: number): void {
  const room = view.byteLength - offset;
  switch (headers.eth_type) {
    case 0x0800:
      if (room >= 20) locateIpv4(view, headers, offset);
      break;
    case 0x86dd:
      if (room >= 40) locateIpv6(view, headers, offset);
      break;
    case 0x0806:
      if (room >= 28 && view.getUint32(offset) === 0x00010800 && view.getUint16(offset + 4) === 0x0604) {
        headers.arp = offset;
      }
      break;
    case 0x8847:
    case 0x8848:
      if (room >= 4) headers.mpls = offset;
      break;
  }
}

function locateIpv4(view: DataView, headers: Headers, offset: number): void {
  const length = (view.getUint8(offset) & 0x0f) * 4;
  if (view.getUint8(offset) >> 4 !== 4 || length < 20) return;
  headers.ipv4 = offset;
  headers.ip_proto = view.getUint8(offset + 9);
  const laterFragment = (view.getUint16(offset + 6) & 0x1fff) !== 0;
  if (!laterFragment) locateTransport(view, headers, offset + length);
}

function locateIpv6(view: DataView, headers: Headers, offset: number): void {
  if (view.getUint8(offset) >> 4 !== 6) return;
  headers.ipv6 = offset;
  const extensions = walkIpv6Extensions(view, view.getUint8(offset + 6), offset + 40);
  headers.ip_proto = extensions.protocol;
  headers.ipv6_exthdr = extensions.bits;
  if (extensions.offset >= 0) locateTransport(view, headers, extensions.offset);
}

function locateTransport(view: DataView, headers: Headers, offset: number): void {
  const room = view.byteLength - offset;
  if (headers.ip_proto === 6 && room >= 20) headers.tcp = offset;
  else if (headers.ip_proto === 17 && room >= 8) headers.udp = offset;
  else if (headers.ip_proto === 132 && room >= 12) headers.sctp = offset;
  else if (headers.ip_proto === 1 && headers.ipv4 >= 0 && room >= 4) headers.icmpv4 = offset;
  else if (headers.ip_proto === 58 && headers.ipv6 >= 0 && room >= 4) headers.icmpv6 = offset;
}
