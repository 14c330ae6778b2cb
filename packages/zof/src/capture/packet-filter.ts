import { CodecError, type PacketView, parsePacket, readMac, writeIpv4, writeIpv6, writeMac } from "zof-codec";
import { type Filter, integerIn, type Primitive, parseFilter, type Vocabulary } from "./filter-expression.js";

export type PacketFilter = (packet: Uint8Array) => boolean;

const BROADCAST = "ff:ff:ff:ff:ff:ff";

/** Whether a packet has a protocol. */
const PROTOCOLS: Readonly<Record<string, Filter<PacketView>>> = {
  ether: () => true,
  arp: ({ eth_type }) => eth_type === 0x0806,
  ip: ({ eth_type }) => eth_type === 0x0800,
  ip6: ({ eth_type }) => eth_type === 0x86dd,
  lldp: ({ eth_type }) => eth_type === 0x88cc,
  mpls: ({ eth_type }) => eth_type === 0x8847 || eth_type === 0x8848,
  vlan: ({ vlan_vid }) => vlan_vid !== undefined,
  tcp: ({ ip_proto }) => ip_proto === 6,
  udp: ({ ip_proto }) => ip_proto === 17,
  sctp: ({ ip_proto }) => ip_proto === 132,
  icmp: ({ eth_type, ip_proto }) => eth_type === 0x0800 && ip_proto === 1,
  icmp6: ({ eth_type, ip_proto }) => eth_type === 0x86dd && ip_proto === 58,
  broadcast: ({ eth_dst }) => eth_dst === BROADCAST,
  multicast: ({ eth_dst }) => (Number.parseInt(eth_dst?.slice(0, 2) ?? "0", 16) & 1) === 1,
};

const VOCABULARY: Vocabulary<PacketView> = {
  protocols: Object.keys(PROTOCOLS),
  kinds: ["host", "net", "port", "proto"],
  usage: `${Object.keys(PROTOCOLS).join(", ")}, vlan N, [ether] [src|dst] host ADDRESS, [src|dst] net ADDRESS/N, [tcp|udp|sctp] [src|dst] port N, ether|ip|ip6 proto N`,
  filterOf,
};

/**
 * A filter for packets, in a part of pcap-filter(7): protocols by name, hosts, networks, ports and numbers of
 * protocols, with `and`, `or`, `not` and parentheses. Other than there, headers behind VLAN tags are seen without
 * `vlan` in front.
 *
 * @throws CommandError for anything else.
 */
export function packetFilter(text: string): PacketFilter {
  const filter = parseFilter(text, VOCABULARY);
  return (packet) => filter(parsePacket(packet));
}

function filterOf(primitive: Primitive): Filter<PacketView> | undefined {
  const { protocol, value } = primitive;
  const has = protocol === undefined ? () => true : PROTOCOLS[protocol];
  if (has === undefined || value === undefined) return has;
  const filter = valueFilter(primitive, value);
  return filter && ((packet) => has(packet) && filter(packet));
}

function valueFilter({ protocol, side, kind }: Primitive, value: string): Filter<PacketView> | undefined {
  if (protocol === "vlan") return (kind ?? side) ? undefined : oneOf([vlan], integerIn(value, 0xfff));
  if (kind === "proto") {
    return protocol === "ether"
      ? oneOf([etherType], integerIn(value, 0xffff))
      : oneOf([ipProtocol], integerIn(value, 0xff));
  }
  if (kind === "port") return oneOf(ends(side, sourcePort, targetPort), integerIn(value, 0xffff));
  if (protocol === "ether") return oneOf(ends(side, etherSource, etherTarget), macText(value));
  if (kind === undefined && side === undefined) return undefined;
  return inNetwork(ends(side, source, target), value, kind === "net");
}

type Get<Value> = (packet: PacketView) => Value | undefined;

const vlan: Get<number> = ({ vlan_vid }) => vlan_vid;
const etherType: Get<number> = ({ eth_type }) => eth_type;
const ipProtocol: Get<number> = ({ ip_proto }) => ip_proto;
const etherSource: Get<string> = ({ eth_src }) => eth_src;
const etherTarget: Get<string> = ({ eth_dst }) => eth_dst;
const source: Get<string> = ({ src, arp_spa }) => src ?? arp_spa;
const target: Get<string> = ({ dst, arp_tpa }) => dst ?? arp_tpa;
const sourcePort: Get<number> = ({ tcp_src, udp_src, sctp_src }) => tcp_src ?? udp_src ?? sctp_src;
const targetPort: Get<number> = ({ tcp_dst, udp_dst, sctp_dst }) => tcp_dst ?? udp_dst ?? sctp_dst;

/** What a side asks for: without one, both. */
function ends<Value>(side: Primitive["side"], from: Get<Value>, to: Get<Value>): Get<Value>[] {
  return [...(side === "dst" ? [] : [from]), ...(side === "src" ? [] : [to])];
}

function oneOf<Value>(gets: readonly Get<Value>[], value: Value | undefined): Filter<PacketView> | undefined {
  return value === undefined ? undefined : (packet) => gets.some((get) => get(packet) === value);
}

/** Whether an address is one, or with `/N` begins with its first N bits. */
function inNetwork(
  gets: readonly Get<string>[],
  value: string,
  isNetwork: boolean,
): Filter<PacketView> | undefined {
  const [address = "", length, more] = value.split("/");
  const network = addressBits(address);
  const size = length === undefined ? network?.length : integerIn(length, network?.length ?? 0);
  if (network === undefined || size === undefined || more !== undefined) return undefined;
  if (length !== undefined && !isNetwork) return undefined;
  const prefix = network.slice(0, size);
  return (packet) =>
    gets.some((get) => {
      const bits = addressBits(get(packet) ?? "");
      return bits?.length === network.length && bits.startsWith(prefix);
    });
}

/** An IPv4 or IPv6 address as a text of its bits; undefined when it is neither. */
function addressBits(text: string): string | undefined {
  const isIpv6 = text.includes(":");
  const bytes = new Uint8Array(isIpv6 ? 16 : 4);
  return written(() => (isIpv6 ? writeIpv6 : writeIpv4)(bytes, 0, text))
    ? Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("")
    : undefined;
}

/** A MAC address as packets show it; undefined when it is none. */
function macText(text: string): string | undefined {
  const bytes = new Uint8Array(6);
  return written(() => writeMac(bytes, 0, text)) ? readMac(bytes, 0) : undefined;
}

function written(write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (error instanceof CodecError) return false;
    throw error;
  }
}
