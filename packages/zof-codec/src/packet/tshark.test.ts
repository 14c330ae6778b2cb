import fc from "fast-check";
import { expect, test } from "vitest";
import { readIpv6, writeIpv6 } from "../address/ipv6.js";
import { arbitraryPacket } from "./arbitrary-packet.test.support.js";
import { buildPacket } from "./build-packet.js";
import { goldenFrames } from "./golden-frames.test.support.js";
import type { PacketFields, PacketObject } from "./packet-fields.js";
import { PacketView } from "./packet-view.js";
import { type Dissection, dissect, tsharkMissing } from "./tshark.test.support.js";

/** What tshark calls a field, the values of which come to ours by `as`. */
interface Counterpart {
  readonly names: readonly string[];
  as(values: readonly string[]): unknown;
}

const first = (names: string, as: (value: string) => unknown): Counterpart => ({
  names: names.split(" "),
  as: ([value]) => (value === undefined ? undefined : as(value)),
});
const number = (names: string) => first(names, Number);
const text = (names: string) => first(names, String);
const ipv6 = (names: string) =>
  first(names, (value) => {
    const bytes = new Uint8Array(16);
    writeIpv6(bytes, 0, value);
    return readIpv6(bytes, 0);
  });

const FIELDS: Readonly<Record<string, Counterpart>> = {
  eth_dst: text("eth.dst"),
  eth_src: text("eth.src"),
  x_llc_dsap: number("llc.dsap"),
  x_llc_ssap: number("llc.ssap"),
  arp_op: number("arp.opcode"),
  arp_spa: text("arp.src.proto_ipv4"),
  arp_tpa: text("arp.dst.proto_ipv4"),
  arp_sha: text("arp.src.hw_mac"),
  arp_tha: text("arp.dst.hw_mac"),
  ipv4_src: text("ip.src"),
  ipv4_dst: text("ip.dst"),
  x_ipv4_id: number("ip.id"),
  ipv6_src: ipv6("ipv6.src"),
  ipv6_dst: ipv6("ipv6.dst"),
  ipv6_flabel: number("ipv6.flow"),
  ip_dscp: number("ip.dsfield.dscp ipv6.tclass.dscp"),
  ip_ecn: number("ip.dsfield.ecn ipv6.tclass.ecn"),
  nx_ip_ttl: number("ip.ttl ipv6.hlim"),
  tcp_src: number("tcp.srcport"),
  tcp_dst: number("tcp.dstport"),
  tcp_flags: number("tcp.flags"),
  x_tcp_seq: number("tcp.seq_raw"),
  x_tcp_ack: number("tcp.ack_raw"),
  x_tcp_window: number("tcp.window_size_value"),
  x_tcp_urgent: number("tcp.urgent_pointer"),
  udp_src: number("udp.srcport"),
  udp_dst: number("udp.dstport"),
  sctp_src: number("sctp.srcport"),
  sctp_dst: number("sctp.dstport"),
  x_sctp_vtag: number("sctp.verification_tag"),
  icmpv4_type: number("icmp.type"),
  icmpv4_code: number("icmp.code"),
  icmpv6_type: number("icmpv6.type"),
  icmpv6_code: number("icmpv6.code"),
  ipv6_nd_target: ipv6("icmpv6.nd.ns.target_address icmpv6.nd.na.target_address"),
  ipv6_nd_sll: text("icmpv6.opt.linkaddr"),
  ipv6_nd_tll: text("icmpv6.opt.linkaddr"),
  x_lldp_ttl: number("lldp.time_to_live"),
  x_lldp_sys_name: text("lldp.tlv.system.name"),
};

const STACKS: Readonly<Record<string, (fields: PacketFields) => unknown[]>> = {
  "vlan.id": (fields) => vlans(fields, 0x8100).map((tag) => tag.vid),
  "vlan.priority": (fields) => vlans(fields, 0x8100).map((tag) => tag.pcp),
  "vlan.dei": (fields) => vlans(fields, 0x8100).map((tag) => tag.dei),
  "ieee8021ad.id": (fields) => vlans(fields, 0x88a8).map((tag) => tag.vid),
  "ieee8021ad.priority": (fields) => vlans(fields, 0x88a8).map((tag) => tag.pcp),
  "ieee8021ad.dei": (fields) => vlans(fields, 0x88a8).map((tag) => tag.dei),
  "mpls.label": (fields) => labels(fields).map((entry) => entry.label),
  "mpls.exp": (fields) => labels(fields).map((entry) => entry.tc),
  "mpls.bottom": (fields) => labels(fields).map((entry) => entry.bos),
  "mpls.ttl": (fields) => labels(fields).map((entry) => entry.ttl),
};

/** The tags of a kind, outermost first: tshark has other names for service tags. */
function vlans(fields: PacketFields, kind: number) {
  const { vlan_vid = 0, vlan_pcp, x_vlan_dei, x_vlan_tpid, x_vlan_inner = [] } = fields;
  if (vlan_vid === 0) return [];
  const outermost = { tpid: x_vlan_tpid, vid: vlan_vid % 4096, pcp: vlan_pcp, dei: x_vlan_dei };
  return [outermost, ...x_vlan_inner].filter(({ tpid }) => tpid === kind);
}

function labels({ mpls_label, mpls_tc, mpls_bos, x_mpls_ttl, x_mpls_inner = [] }: PacketFields) {
  if (mpls_label === undefined) return [];
  return [{ label: mpls_label, tc: mpls_tc, bos: mpls_bos, ttl: x_mpls_ttl }, ...x_mpls_inner];
}

/** Whether a checksum is right, by the header that has it: 1 for good. */
const CHECKSUMS = {
  ipv4: "ip",
  tcp: "tcp",
  udp: "udp",
  sctp: "sctp",
  icmpv4: "icmp",
  icmpv6: "icmpv6",
} as const;

const COLUMNS = [
  ...new Set([
    ...Object.values(FIELDS).flatMap(({ names }) => names),
    ...Object.keys(STACKS),
    ...Object.values(CHECKSUMS).map((name) => `${name}.checksum.status`),
  ]),
];

/**
 * tshark knows a service tag as the outermost only, takes a length behind it for an EtherType, and wants four bytes
 * behind an ICMP header.
 */
function isKnownToTshark(fields: PacketObject): boolean {
  const { x_llc_dsap, x_vlan_tpid, x_vlan_inner = [], icmpv4_type, payload = [] } = fields;
  if (!x_vlan_inner.every(({ tpid }) => tpid === 0x8100)) return false;
  if (x_vlan_tpid === 0x88a8 && x_llc_dsap !== undefined) return false;
  return icmpv4_type === undefined || payload.length >= 4;
}

test("built packets have good checksums and the same fields for tshark", (context) => {
  const missing = tsharkMissing();
  if (missing !== undefined) {
    process.stderr.write(`skipped: comparing packets with tshark: ${missing}\n`);
    context.skip(missing);
  }

  const samples = fc.sample(arbitraryPacket, { numRuns: 250, seed: 20 }).filter(isKnownToTshark);
  const built = samples.map((fields) => buildPacket(fields));
  const golden = goldenFrames().flatMap(({ bytes, notRebuilt }) => (notRebuilt === undefined ? [bytes] : []));
  const frames = [...golden, ...built];
  const dissections = dissect(frames, COLUMNS);
  expect(dissections).toHaveLength(frames.length);
  for (const [i, bytes] of frames.entries()) {
    const view = new PacketView(bytes);
    const says = dissections[i] as Dissection;
    const frame = `${Buffer.from(bytes).toString("hex")} ${view.get_description()}`;
    for (const [name, counterpart] of Object.entries(FIELDS)) {
      const ours = view[name as keyof PacketFields];
      if (ours === undefined) continue;
      const theirs = counterpart.as(counterpart.names.flatMap((field) => says[field] ?? []));
      expect({ frame, [name]: theirs }).toEqual({ frame, [name]: ours });
    }
    for (const [name, ours] of Object.entries(STACKS)) {
      const theirs = (says[name] ?? []).map(Number);
      expect({ frame, [name]: theirs }).toEqual({ frame, [name]: ours(view) });
    }
    for (const [protocol, name] of Object.entries(CHECKSUMS)) {
      if (!view.get_protocol(protocol as keyof typeof CHECKSUMS)) continue;
      const [status] = says[`${name}.checksum.status`] ?? [];
      expect({ frame, [`${name} checksum`]: status }).toEqual({ frame, [`${name} checksum`]: "1" });
    }
  }
});
