import fc from "fast-check";
import { readIpv4 } from "../address/ipv4.js";
import { readIpv6 } from "../address/ipv6.js";
import { readMac } from "../address/mac.js";
import type { PacketObject } from "./packet-fields.js";

const bytes = (minLength: number, maxLength = minLength) => fc.uint8Array({ minLength, maxLength });
const mac = bytes(6).map((address) => readMac(address, 0));
const ipv4Address = bytes(4).map((address) => readIpv4(address, 0));
const ipv6Address = bytes(16).map((address) => readIpv6(address, 0));
const bits = (width: number) => fc.integer({ min: 0, max: 2 ** width - 1 });
const u8 = bits(8);
const u16 = bits(16);
const u32 = bits(32);

/** Fields of which some are given, to be merged with others. */
type Part = fc.Arbitrary<PacketObject>;

function join(...parts: Part[]): Part {
  return fc.tuple(...parts).map((list) => Object.assign({}, ...list) as PacketObject);
}

const nothing: Part = fc.constant({});
const ethernet: Part = fc.record({ eth_dst: mac, eth_src: mac });

const vlanTag = fc.record({
  tpid: fc.constantFrom(0x8100, 0x88a8),
  pcp: bits(3),
  dei: bits(1),
  vid: bits(12),
});
const vlan: Part = fc.record(
  {
    vlan_vid: fc.integer({ min: 1, max: 4096 }),
    vlan_pcp: bits(3),
    x_vlan_dei: bits(1),
    x_vlan_tpid: vlanTag.map(({ tpid }) => tpid),
    x_vlan_inner: fc.array(vlanTag, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ["vlan_vid"] },
);

const arp: Part = fc.record(
  { arp_op: u16, arp_spa: ipv4Address, arp_tpa: ipv4Address, arp_sha: mac, arp_tha: mac },
  { requiredKeys: ["arp_op", "arp_spa", "arp_tpa"] },
);

const payload: Part = fc.record({ payload: bytes(1, 40) }, { requiredKeys: [] });

const mplsEntry = fc.record({ label: bits(20), tc: bits(3), ttl: u8 });
const mpls: Part = fc
  .record(
    {
      mpls_label: bits(20),
      mpls_tc: bits(3),
      x_mpls_ttl: u8,
      below: fc.array(mplsEntry, { minLength: 1, maxLength: 3 }),
      eth_type: fc.constantFrom(0x8847, 0x8848),
    },
    { requiredKeys: ["mpls_label"] },
  )
  .map(({ below, ...outermost }) => {
    const inner = below?.map((entry, i) => ({ ...entry, bos: i === below.length - 1 ? 1 : 0 }));
    return inner === undefined ? outermost : { ...outermost, x_mpls_inner: inner };
  });

const ip = { ip_dscp: bits(6), ip_ecn: bits(2), nx_ip_ttl: u8 };
const words = (count: number) => fc.integer({ min: 1, max: count }).chain((n) => bytes(n * 4));
/** End of option list, so that options of random bytes mean nothing to other decoders. */
const options = words(10).map((list) => list.fill(0));

const ipv4: Part = fc.record(
  {
    ipv4_src: ipv4Address,
    ipv4_dst: ipv4Address,
    ...ip,
    x_ipv4_id: u16,
    x_ipv4_flags: fc.constantFrom(0, 2),
    x_ipv4_options: options,
  },
  { requiredKeys: ["ipv4_src", "ipv4_dst"] },
);

/** Options header of hop-by-hop or destination options, filled up with PadN. */
const paddedOptions = fc.integer({ min: 0, max: 3 }).map((units) => {
  const data = new Uint8Array(7 + units * 8);
  data[0] = units;
  data.set([1, data.length - 3], 1);
  return data;
});
const extensions = fc
  .record({ hop: paddedOptions, destination: paddedOptions }, { requiredKeys: [] })
  .map(({ hop, destination }) => [
    ...(hop === undefined ? [] : [{ protocol: 0, data: hop }]),
    ...(destination === undefined ? [] : [{ protocol: 60, data: destination }]),
  ])
  .filter((list) => list.length > 0);

const ipv6: Part = fc.record(
  { ipv6_src: ipv6Address, ipv6_dst: ipv6Address, ...ip, ipv6_flabel: bits(20), x_ipv6_ext: extensions },
  { requiredKeys: ["ipv6_src", "ipv6_dst"] },
);

const tcp: Part = fc.record(
  {
    tcp_src: u16,
    tcp_dst: u16,
    tcp_flags: bits(12),
    x_tcp_seq: u32,
    x_tcp_ack: u32,
    x_tcp_window: u16,
    x_tcp_urgent: u16,
    x_tcp_options: options,
  },
  { requiredKeys: ["tcp_src", "tcp_dst"] },
);
const udp: Part = fc.record({ udp_src: u16, udp_dst: u16 });
const sctp: Part = fc.record(
  { sctp_src: u16, sctp_dst: u16, x_sctp_vtag: u32 },
  { requiredKeys: ["sctp_src", "sctp_dst"] },
);
const icmpv4: Part = fc.record({ icmpv4_type: u8, icmpv4_code: u8 }, { requiredKeys: ["icmpv4_type"] });
const icmpv6: Part = fc.record(
  { icmpv6_type: u8.filter((type) => type < 133 || type > 137), icmpv6_code: u8 },
  { requiredKeys: ["icmpv6_type"] },
);
const otherProtocol: Part = fc.record({ ip_proto: fc.constantFrom(2, 47, 89, 253) });

const ndOption = fc.record({ type: fc.constantFrom(14, 253), data: bytes(6) });
const ndRest = { x_ipv6_nd_res: u32, x_ipv6_nd_options: fc.array(ndOption, { minLength: 1, maxLength: 2 }) };
const nd: Part = fc.oneof(
  fc.record(
    { icmpv6_type: fc.constant(135), ipv6_nd_target: ipv6Address, ipv6_nd_sll: mac, ...ndRest },
    { requiredKeys: ["icmpv6_type", "ipv6_nd_target"] },
  ),
  fc.record(
    { icmpv6_type: fc.constant(136), ipv6_nd_target: ipv6Address, ipv6_nd_tll: mac, ...ndRest },
    { requiredKeys: ["icmpv6_type", "ipv6_nd_target"] },
  ),
);

const word = fc.stringMatching(/^[a-z0-9:/]{1,20}$/);
const anyText = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const hex = bytes(0, 20).map((data) => Buffer.from(data).toString("hex").toUpperCase());
const someHex = hex.filter((data) => data !== "");
const lldpId = fc.oneof(
  word,
  mac.map((address) => `mac ${address}`),
  ipv4Address.map((address) => `ip ${address}`),
  ipv6Address.map((address) => `ip6 ${address}`),
  word.map((name) => `ifname ${name}`),
  anyText.map((name) => `ifalias ${name}`),
  someHex.map((data) => `port ${data}`),
);
const orgSpecific = fc
  .tuple(bits(24), u8, hex)
  .map(([organization, subtype, data]) => `0x${organization.toString(16)} 0x${subtype.toString(16)} ${data}`);
const lldp: Part = fc.record(
  {
    eth_type: fc.constantFrom(0x88cc, 0x8942),
    x_lldp_chassis_id: lldpId,
    x_lldp_port_id: lldpId,
    x_lldp_ttl: u16,
    x_lldp_sys_name: word,
    x_lldp_port_descr: anyText,
    x_lldp_org_specific: fc.array(orgSpecific, { minLength: 1, maxLength: 3 }),
    x_lldp_tlvs: fc.array(fc.record({ type: fc.integer({ min: 9, max: 126 }), data: bytes(0, 30) }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: ["x_lldp_chassis_id", "x_lldp_port_id"] },
);

const snap: Part = fc.constant({ x_llc_dsap: 0xaa, x_llc_ssap: 0xaa });
const llc: Part = fc.record(
  { x_llc_dsap: u8.filter((sap) => sap !== 0xaa), x_llc_ssap: u8, x_llc_control: u8 },
  { requiredKeys: ["x_llc_dsap", "x_llc_ssap"] },
);
const otherType: Part = fc.record({ eth_type: fc.constantFrom(0x0600, 0x0842, 0x88b5, 0x88b6, 0xfffe) });

const network = fc.oneof(
  arp,
  lldp,
  join(mpls, payload),
  join(otherType, payload),
  join(ipv4, fc.oneof(tcp, udp, sctp, icmpv4, otherProtocol), payload),
  join(ipv6, fc.oneof(tcp, udp, sctp, icmpv6, otherProtocol), payload),
  join(ipv6, nd),
);

/** Fields of any packet that can be built, without those that follow from others. */
export const arbitraryPacket: Part = join(
  ethernet,
  fc.option(vlan, { nil: {} }),
  fc.oneof(join(fc.oneof({ arbitrary: nothing, weight: 8 }, snap), network), join(llc, payload)),
);
