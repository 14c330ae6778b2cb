import { readIpv4, readIpv6 } from "zof-codec";
import type { CapturedPacket } from "./captured-packet.js";

/** A TCP segment with data, or one that begins or ends a connection. */
export interface TcpSegment {
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
  readonly sequence: number;
  readonly syn: boolean;
  /** FIN or RST: nothing follows. */
  readonly last: boolean;
  readonly payload: Uint8Array;
  /** Bytes at the end of the payload that the capture cut off. */
  readonly cutOff: number;
}

const ETHERNET = 1;
const BSD_LOOPBACK = 0;
const OPENBSD_LOOPBACK = 108;
const LINUX_COOKED = 113;
const LINUX_COOKED_2 = 276;
const RAW_IP: readonly number[] = [12, 14, 101, 228, 229];

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const VLAN_TAGS: readonly number[] = [0x8100, 0x88a8, 0x9100];
const TCP = 6;
/** Hop-by-hop options, routing, destination options: a next header and a length. */
const IPV6_EXTENSIONS: readonly number[] = [0, 43, 60];

/** Whether packets of this link type can be read. */
export function isKnownLinkType(linkType: number): boolean {
  return [ETHERNET, BSD_LOOPBACK, OPENBSD_LOOPBACK, LINUX_COOKED, LINUX_COOKED_2, ...RAW_IP].includes(
    linkType,
  );
}

/** The TCP segment in a packet; undefined when there is none, or only a fragment of one. */
export function tcpSegment(packet: CapturedPacket): TcpSegment | undefined {
  const { data } = packet;
  const start = ipStart(packet.linkType, data);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (start === undefined || start + 20 > data.length) return undefined;
  return view.getUint8(start) >> 4 === 6 ? fromIpv6(packet, view, start) : fromIpv4(packet, view, start);
}

/** Where the IP header begins; undefined when there is none. */
function ipStart(linkType: number, data: Uint8Array): number | undefined {
  const u16 = (at: number) => ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
  const isIp = (type: number) => type === IPV4 || type === IPV6;
  if (RAW_IP.includes(linkType)) return 0;
  if (linkType === BSD_LOOPBACK || linkType === OPENBSD_LOOPBACK) return 4;
  if (linkType === LINUX_COOKED) return isIp(u16(14)) ? 16 : undefined;
  if (linkType === LINUX_COOKED_2) return isIp(u16(0)) ? 20 : undefined;
  if (linkType !== ETHERNET) return undefined;
  let at = 12;
  while (VLAN_TAGS.includes(u16(at))) at += 4;
  return isIp(u16(at)) ? at + 2 : undefined;
}

function fromIpv4(packet: CapturedPacket, view: DataView, start: number): TcpSegment | undefined {
  const headerSize = (view.getUint8(start) & 0xf) * 4;
  const isFragment = (view.getUint16(start + 6) & 0x3fff) !== 0;
  if (view.getUint8(start) >> 4 !== 4 || view.getUint8(start + 9) !== TCP || isFragment) return undefined;
  // With segmentation offload the sender leaves the length 0.
  const length = view.getUint16(start + 2) || packet.size - start;
  const { data } = packet;
  return fromTcp(
    view,
    data,
    start + headerSize,
    start + length,
    readIpv4(data, start + 12),
    readIpv4(data, start + 16),
  );
}

function fromIpv6(packet: CapturedPacket, view: DataView, start: number): TcpSegment | undefined {
  const { data } = packet;
  if (start + 40 > data.length) return undefined;
  const length = view.getUint16(start + 4) || packet.size - start - 40;
  let next = view.getUint8(start + 6);
  let at = start + 40;
  while (IPV6_EXTENSIONS.includes(next) && at + 8 <= data.length) {
    next = view.getUint8(at);
    at += 8 + 8 * view.getUint8(at + 1);
  }
  if (next !== TCP) return undefined;
  const bracketed = (offset: number) => `[${readIpv6(data, offset)}]`;
  return fromTcp(view, data, at, start + 40 + length, bracketed(start + 8), bracketed(start + 24));
}

/** `end` is where the segment ended on the wire. */
function fromTcp(
  view: DataView,
  data: Uint8Array,
  at: number,
  end: number,
  source: string,
  target: string,
): TcpSegment | undefined {
  if (at + 20 > data.length) return undefined;
  const start = at + (view.getUint8(at + 12) >> 4) * 4;
  const flags = view.getUint8(at + 13);
  const payload = data.subarray(Math.min(start, end), Math.max(start, Math.min(end, data.length)));
  return {
    source,
    sourcePort: view.getUint16(at),
    target,
    targetPort: view.getUint16(at + 2),
    sequence: view.getUint32(at + 4),
    syn: (flags & 2) !== 0,
    last: (flags & 5) !== 0,
    payload,
    cutOff: Math.max(0, end - data.length),
  };
}
