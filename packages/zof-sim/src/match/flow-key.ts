import type { Headers } from "../packet/headers.js";
import { FLOW_KEY_SIZE, MATCH_FIELDS } from "./match-fields.js";

/**
 * The values of all match fields of one packet, each at its fixed place, zero where the packet lacks the field.
 * Comparing under a mask is then a few word operations.
 */
export class FlowKey {
  readonly bytes = new Uint8Array(FLOW_KEY_SIZE);
  readonly view = new DataView(this.bytes.buffer);
  readonly words = new Uint32Array(this.bytes.buffer);
}

/** Where a field lies in a flow key. Source and destination of a kind lie together, as they do in the frame. */
function at(name: string): number {
  const field = MATCH_FIELDS.get(name);
  if (field === undefined) throw new Error(`${name} is not a match field`);
  return field.offset;
}

const IN_PORT = at("IN_PORT");
const IN_PHY_PORT = at("IN_PHY_PORT");
const METADATA = at("METADATA");
const ETH_DST = at("ETH_DST");
const ETH_SRC = at("ETH_SRC");
const ETH_TYPE = at("ETH_TYPE");
const VLAN_VID = at("VLAN_VID");
const VLAN_PCP = at("VLAN_PCP");
const IP_DSCP = at("IP_DSCP");
const IP_ECN = at("IP_ECN");
const IP_PROTO = at("IP_PROTO");
const IPV4_SRC = at("IPV4_SRC");
const TCP_SRC = at("TCP_SRC");
const UDP_SRC = at("UDP_SRC");
const SCTP_SRC = at("SCTP_SRC");
const ICMPV4_TYPE = at("ICMPV4_TYPE");
const ARP_OP = at("ARP_OP");
const ARP_SPA = at("ARP_SPA");
const ARP_TPA = at("ARP_TPA");
const ARP_SHA = at("ARP_SHA");
const ARP_THA = at("ARP_THA");
const IPV6_SRC = at("IPV6_SRC");
const IPV6_FLABEL = at("IPV6_FLABEL");
const ICMPV6_TYPE = at("ICMPV6_TYPE");
const IPV6_ND_TARGET = at("IPV6_ND_TARGET");
const IPV6_ND_SLL = at("IPV6_ND_SLL");
const IPV6_ND_TLL = at("IPV6_ND_TLL");
const MPLS_LABEL = at("MPLS_LABEL");
const MPLS_TC = at("MPLS_TC");
const MPLS_BOS = at("MPLS_BOS");
const IPV6_EXTHDR = at("IPV6_EXTHDR");
const PBB_ISID = at("PBB_ISID");
const PBB_UCA = at("PBB_UCA");
const TUNNEL_ID = at("TUNNEL_ID");
const TCP_FLAGS = at("TCP_FLAGS");

/** Bit 12 of VLAN_VID: there is a tag (OFPVID_PRESENT; OpenFlow 1.3.5, section 7.2.3.7). */
export const VLAN_PRESENT = 0x1000;

/** What a flow key is read from. */
export interface KeySource {
  readonly in_port: number;
  readonly metadata: bigint;
  readonly tunnel_id: bigint;
  readonly headers: Headers;
  readonly view: DataView;
}

/** Reads all match fields of a packet (OpenFlow 1.3.5, section 7.2.3.7). */
export function extractFlowKey(packet: KeySource): FlowKey {
  const key = new FlowKey();
  const { headers, view } = packet;
  key.view.setUint32(IN_PORT, packet.in_port);
  key.view.setUint32(IN_PHY_PORT, packet.in_port);
  key.view.setBigUint64(METADATA, packet.metadata);
  key.view.setBigUint64(TUNNEL_ID, packet.tunnel_id);
  if (view.byteLength < 14) return key;
  copy(key, ETH_DST, view, 0, 6);
  copy(key, ETH_SRC, view, 6, 6);
  key.view.setUint16(ETH_TYPE, headers.eth_type);
  if (headers.vlan >= 0) {
    const tci = view.getUint16(headers.vlan);
    key.view.setUint16(VLAN_VID, VLAN_PRESENT | (tci & 0x0fff));
    key.view.setUint8(VLAN_PCP, tci >> 13);
  }
  if (headers.ipv4 >= 0) extractIpv4(key, view, headers.ipv4);
  else if (headers.ipv6 >= 0) extractIpv6(key, view, headers.ipv6, headers.ipv6_exthdr);
  else if (headers.arp >= 0) extractArp(key, view, headers.arp);
  else if (headers.mpls >= 0) extractMpls(key, view.getUint32(headers.mpls));
  else if (headers.pbb >= 0) extractPbb(key, view, headers.pbb);
  if (headers.ip_proto >= 0) extractTransport(key, packet);
  return key;
}

function extractIpv4(key: FlowKey, view: DataView, offset: number): void {
  extractTrafficClass(key, view.getUint8(offset + 1));
  copy(key, IPV4_SRC, view, offset + 12, 8);
}

function extractIpv6(key: FlowKey, view: DataView, offset: number, extensions: number): void {
  const first = view.getUint32(offset);
  extractTrafficClass(key, (first >>> 20) & 0xff);
  key.view.setUint8(IPV6_FLABEL, (first >>> 16) & 0x0f);
  key.view.setUint16(IPV6_FLABEL + 1, first & 0xffff);
  key.view.setUint16(IPV6_EXTHDR, extensions);
  copy(key, IPV6_SRC, view, offset + 8, 32);
}

function extractTrafficClass(key: FlowKey, value: number): void {
  key.view.setUint8(IP_DSCP, value >> 2);
  key.view.setUint8(IP_ECN, value & 0x03);
}

function extractArp(key: FlowKey, view: DataView, offset: number): void {
  copy(key, ARP_OP, view, offset + 6, 2);
  copy(key, ARP_SHA, view, offset + 8, 6);
  copy(key, ARP_SPA, view, offset + 14, 4);
  copy(key, ARP_THA, view, offset + 18, 6);
  copy(key, ARP_TPA, view, offset + 24, 4);
}

function extractMpls(key: FlowKey, entry: number): void {
  key.view.setUint8(MPLS_LABEL, entry >>> 28);
  key.view.setUint16(MPLS_LABEL + 1, (entry >>> 12) & 0xffff);
  key.view.setUint8(MPLS_TC, (entry >>> 9) & 0x07);
  key.view.setUint8(MPLS_BOS, (entry >>> 8) & 0x01);
}

/** The service instance's tag control information (IEEE 802.1ah, section 9.7). */
function extractPbb(key: FlowKey, view: DataView, offset: number): void {
  key.view.setUint8(PBB_UCA, (view.getUint8(offset) >> 3) & 0x01);
  copy(key, PBB_ISID, view, offset + 1, 3);
}

function extractTransport(key: FlowKey, { headers, view }: KeySource): void {
  key.view.setUint8(IP_PROTO, headers.ip_proto);
  if (headers.tcp >= 0) extractTcp(key, view, headers.tcp);
  else if (headers.udp >= 0) copy(key, UDP_SRC, view, headers.udp, 4);
  else if (headers.sctp >= 0) copy(key, SCTP_SRC, view, headers.sctp, 4);
  else if (headers.icmpv4 >= 0) copy(key, ICMPV4_TYPE, view, headers.icmpv4, 2);
  else if (headers.icmpv6 >= 0) extractIcmpv6(key, view, headers.icmpv6);
}

function extractTcp(key: FlowKey, view: DataView, offset: number): void {
  copy(key, TCP_SRC, view, offset, 4);
  key.view.setUint16(TCP_FLAGS, view.getUint16(offset + 12) & 0x0fff);
}

function extractIcmpv6(key: FlowKey, view: DataView, offset: number): void {
  copy(key, ICMPV6_TYPE, view, offset, 2);
  const type = view.getUint8(offset);
  if ((type !== 135 && type !== 136) || offset + 24 > view.byteLength) return;
  copy(key, IPV6_ND_TARGET, view, offset + 8, 16);
  const option = linkLayerOption(view, offset);
  if (option >= 0) copy(key, type === 135 ? IPV6_ND_SLL : IPV6_ND_TLL, view, option + 2, 6);
}

/**
 * Where the link-layer address option of a neighbour solicitation or advertisement lies (RFC 4861, section 4.6.1);
 * -1 without it.
 *
 * @param offset - of the ICMPv6 header
 */
export function linkLayerOption(view: DataView, offset: number): number {
  const wanted = view.getUint8(offset) === 135 ? 1 : 2;
  for (let option = offset + 24; option + 8 <= view.byteLength; ) {
    if (view.getUint8(option) === wanted) return option;
    const size = view.getUint8(option + 1) * 8;
    if (size === 0) return -1;
    option += size;
  }
  return -1;
}

function copy(key: FlowKey, to: number, view: DataView, from: number, size: number): void {
  for (let i = 0; i < size; i++) key.bytes[to + i] = view.getUint8(from + i);
}
