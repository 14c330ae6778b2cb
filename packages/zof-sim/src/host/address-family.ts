import { type PacketInput, type PacketView, readIpv6, writeIpv6 } from "zof-codec";
import type { HostAddress } from "./host-address.js";
import type { PingErrorCode } from "./ping-error.js";

/** A question whose address this is, or the answer. */
export interface NeighbourMessage {
  readonly kind: "question" | "answer";
  /** Who sends it. */
  readonly ip: string;
  readonly mac: string;
  /** Whose address is looked for, or who asked. */
  readonly target: string | undefined;
}

/** How hosts find and ping each other: IPv4 with ARP, IPv6 with neighbour discovery. */
export interface AddressFamily {
  /** The host's own address. */
  own(self: HostAddress): string;
  /** Asks who has an address; about the own one it tells all of it. */
  question(self: HostAddress, target: string): PacketInput;
  answer(self: HostAddress, to: { readonly ip: string; readonly mac: string }): PacketInput;
  /** What a packet says of neighbours, if anything. */
  read(packet: PacketView): NeighbourMessage | undefined;
  /** An echo request or reply. */
  echo(kind: "request" | "reply", from: string, to: string, payload: Uint8Array): PacketInput;
  /** Which of the two a packet is, and who sent it to whom. */
  readEcho(packet: PacketView): { kind: "request" | "reply"; from: string; to: string } | undefined;
  /** What a ping fails with when nobody says that the address is theirs. */
  readonly nobody: PingErrorCode;
}

const BROADCAST = "ff:ff:ff:ff:ff:ff";
const ARP_QUESTION = 1;
const ARP_ANSWER = 2;

/** IPv4, with ARP (RFC 826) and ICMP (RFC 792). */
export const IPV4: AddressFamily = {
  own: ({ ip }) => ip,
  question: ({ ip }, arp_tpa) => ({ eth_dst: BROADCAST, arp_op: ARP_QUESTION, arp_spa: ip, arp_tpa }),
  answer: ({ ip }, to) => ({
    eth_dst: to.mac,
    arp_op: ARP_ANSWER,
    arp_spa: ip,
    arp_tpa: to.ip,
    arp_tha: to.mac,
  }),
  read({ arp_op, arp_spa, arp_sha, arp_tpa }) {
    if (arp_spa === undefined || arp_sha === undefined) return undefined;
    return {
      kind: arp_op === ARP_QUESTION ? "question" : "answer",
      ip: arp_spa,
      mac: arp_sha,
      target: arp_tpa,
    };
  },
  echo: (kind, ipv4_src, ipv4_dst, payload) => ({
    ipv4_src,
    ipv4_dst,
    icmpv4_type: kind === "request" ? 8 : 0,
    payload,
  }),
  readEcho({ icmpv4_type, ipv4_src, ipv4_dst }) {
    if (ipv4_src === undefined || ipv4_dst === undefined) return undefined;
    if (icmpv4_type !== 8 && icmpv4_type !== 0) return undefined;
    return { kind: icmpv4_type === 8 ? "request" : "reply", from: ipv4_src, to: ipv4_dst };
  },
  nobody: "no_arp_reply",
};

const SOLICITATION = 135;
const ADVERTISEMENT = 136;
/** What packets of neighbour discovery must have, for they cannot come from further away (RFC 4861, section 7.1). */
const HOP_LIMIT = 255;

/** IPv6, with neighbour discovery (RFC 4861) and ICMPv6 (RFC 4443). */
export const IPV6: AddressFamily = {
  own: ({ ip6 }) => ip6,
  question: ({ mac, ip6 }, target) => ({
    eth_dst: solicitedMac(target),
    ipv6_src: ip6,
    ipv6_dst: solicitedNode(target),
    nx_ip_ttl: HOP_LIMIT,
    icmpv6_type: SOLICITATION,
    ipv6_nd_target: target,
    ipv6_nd_sll: mac,
  }),
  answer: ({ mac, ip6 }, to) => ({
    eth_dst: to.mac,
    ipv6_src: ip6,
    ipv6_dst: to.ip,
    nx_ip_ttl: HOP_LIMIT,
    icmpv6_type: ADVERTISEMENT,
    ipv6_nd_target: ip6,
    ipv6_nd_tll: mac,
    // Solicited, and to be taken in place of what was known.
    x_ipv6_nd_res: 0x6000_0000,
  }),
  read({ icmpv6_type, ipv6_src, ipv6_dst, ipv6_nd_target, ipv6_nd_sll, ipv6_nd_tll }) {
    if (ipv6_src === undefined || ipv6_nd_target === undefined) return undefined;
    if (icmpv6_type === SOLICITATION && ipv6_nd_sll !== undefined) {
      return { kind: "question", ip: ipv6_src, mac: ipv6_nd_sll, target: ipv6_nd_target };
    }
    if (icmpv6_type !== ADVERTISEMENT || ipv6_nd_tll === undefined) return undefined;
    return { kind: "answer", ip: ipv6_nd_target, mac: ipv6_nd_tll, target: ipv6_dst };
  },
  echo: (kind, ipv6_src, ipv6_dst, payload) => ({
    ipv6_src,
    ipv6_dst,
    icmpv6_type: kind === "request" ? 128 : 129,
    payload,
  }),
  readEcho({ icmpv6_type, ipv6_src, ipv6_dst }) {
    if (ipv6_src === undefined || ipv6_dst === undefined) return undefined;
    if (icmpv6_type !== 128 && icmpv6_type !== 129) return undefined;
    return { kind: icmpv6_type === 128 ? "request" : "reply", from: ipv6_src, to: ipv6_dst };
  },
  nobody: "no_nd_reply",
};

/** The multicast address on which the owner of an address listens (RFC 4291, section 2.7.1). */
function solicitedNode(ip6: string): string {
  const bytes = new Uint8Array(32);
  writeIpv6(bytes, 0, ip6);
  writeIpv6(bytes, 16, "ff02::1:ff00:0");
  bytes.set(bytes.subarray(13, 16), 29);
  return readIpv6(bytes, 16);
}

/** The Ethernet address that goes with it (RFC 2464, section 7). */
export function solicitedMac(ip6: string): string {
  const bytes = new Uint8Array(16);
  writeIpv6(bytes, 0, ip6);
  const end = [...bytes.subarray(13)].map((byte) => byte.toString(16).padStart(2, "0"));
  return ["33", "33", "ff", ...end].join(":");
}
