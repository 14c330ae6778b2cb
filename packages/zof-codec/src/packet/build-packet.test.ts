import { describe, expect, test } from "vitest";
import { CodecError } from "../codec-error.js";
import { hexText } from "../wire/bytes.js";
import { buildPacket } from "./build-packet.js";
import type { PacketInput } from "./packet-fields.js";
import { parsePacket } from "./packet-view.js";

const ETHERNET = { eth_dst: "02:00:00:00:00:02", eth_src: "02:00:00:00:00:01" };
const IPV4 = { ...ETHERNET, ipv4_src: "10.0.0.1", ipv4_dst: "10.0.0.2" };
const IPV6 = { ...ETHERNET, ipv6_src: "2001:db8::1", ipv6_dst: "2001:db8::2" };
const ARP = { ...ETHERNET, arp_op: 1, arp_spa: "10.0.0.1", arp_tpa: "10.0.0.2" };
const ND = { ...IPV6, ipv6_nd_target: "fe80::1" };
const LLDP = { ...ETHERNET, x_lldp_chassis_id: "s1", x_lldp_port_id: "1" };

describe("defaults", () => {
  test("of ARP", () => {
    expect(parsePacket(buildPacket(ARP))).toMatchObject({
      eth_type: 0x0806,
      arp_sha: ETHERNET.eth_src,
      arp_tha: "00:00:00:00:00:00",
    });
  });

  test("of IP and what is in it", () => {
    const packet = parsePacket(buildPacket({ ...IPV4, icmpv4_type: 8 }));
    expect(packet).toMatchObject({
      eth_type: 0x0800,
      nx_ip_ttl: 64,
      ip_proto: 1,
      icmpv4_code: 0,
      ip_dscp: 0,
    });
    expect(parsePacket(buildPacket({ ...IPV6, sctp_src: 1, sctp_dst: 2 }))).toMatchObject({
      eth_type: 0x86dd,
      nx_ip_ttl: 64,
      ip_proto: 132,
      ipv6_flabel: 0,
    });
  });

  test("of neighbour discovery", () => {
    expect(parsePacket(buildPacket({ ...ND, ipv6_nd_sll: "02:00:00:00:00:01" }))).toMatchObject({
      icmpv6_type: 135,
      ip_proto: 58,
    });
    expect(parsePacket(buildPacket({ ...ND, ipv6_nd_tll: "02:00:00:00:00:01" }))).toMatchObject({
      icmpv6_type: 136,
    });
  });

  test("of tags, labels and LLDP", () => {
    const tagged = parsePacket(buildPacket({ ...ARP, vlan_vid: 1, x_vlan_inner: [{ vid: 2 }] }));
    expect(tagged).toMatchObject({
      vlan_pcp: 0,
      x_vlan_tpid: 0x8100,
      x_vlan_inner: [{ tpid: 0x8100, pcp: 0, dei: 0, vid: 2 }],
    });
    const labels = parsePacket(
      buildPacket({ ...ETHERNET, mpls_label: 1, x_mpls_inner: [{ label: 2 }, { label: 3 }] }),
    );
    expect(labels).toMatchObject({ eth_type: 0x8847, mpls_bos: 0, x_mpls_ttl: 64 });
    expect(labels.x_mpls_inner).toEqual([
      { label: 2, tc: 0, bos: 0, ttl: 64 },
      { label: 3, tc: 0, bos: 1, ttl: 64 },
    ]);
    expect(parsePacket(buildPacket(LLDP))).toMatchObject({ eth_type: 0x88cc, x_lldp_ttl: 120 });
  });
});

describe("what is given", () => {
  test("may leave the body to the payload", () => {
    const bytes = buildPacket({ ...ETHERNET, eth_type: 0x0800, payload: "450102" });
    expect(hexText(bytes)).toBe("0200000000020200000000010800450102");
    expect(parsePacket(buildPacket({ ...IPV4, ip_proto: 6, payload: "0102" })).payload).toEqual(
      Uint8Array.of(1, 2),
    );
  });

  test("may have undefined for what is not given", () => {
    expect(buildPacket({ ...ARP, vlan_vid: undefined, tcp_src: undefined })).toEqual(buildPacket(ARP));
  });

  test("may use other names", () => {
    const plain = { ...ETHERNET, ipv4_src: "1.1.1.1", ipv4_dst: "2.2.2.2", nx_ip_ttl: 3, ip_proto: 89 };
    expect(buildPacket({ ...ETHERNET, src: "1.1.1.1", dst: "2.2.2.2", ip_ttl: 3, nxt: 89 })).toEqual(
      buildPacket(plain),
    );
    expect(
      parsePacket(buildPacket({ ...ETHERNET, src: "::1", dst: "::2", hop_limit: 1, nxt: 89 })).ipv6_src,
    ).toBe("::1");
  });

  test("decides IPv4 or IPv6 by eth_type when nothing else does", () => {
    expect(() => buildPacket({ ...ETHERNET, eth_type: 0x86dd, tcp_src: 1, tcp_dst: 2 })).toThrow(
      /^missing: ipv6_src/,
    );
    expect(() => buildPacket({ ...ETHERNET, eth_type: 0x0800, tcp_src: 1, tcp_dst: 2 })).toThrow(
      /^missing: ipv4_src/,
    );
  });

  test("has the payload of the second argument before that of the fields", () => {
    expect(buildPacket({ ...ETHERNET, eth_type: 0x88b5, payload: "01" }, Uint8Array.of(2)).at(-1)).toBe(2);
  });
});

test("a UDP checksum of zero is written as all ones", () => {
  const packet = (payload: string) => buildPacket({ ...IPV4, udp_src: 0, udp_dst: 0 }, payload);
  const checksum = (bytes: Uint8Array) => hexText(bytes.subarray(40, 42));
  // With the checksum of the packet with a zero word in the place of that word, all adds up to zero.
  expect(checksum(packet(checksum(packet("0000"))))).toBe("FFFF");
});

describe("refused with the field and the reason:", () => {
  test.each<[string, PacketInput | Record<string, unknown>, RegExp]>([
    [
      "misspelt field",
      { ...ARP, ipv4_scr: "1.1.1.1" },
      /^bad_type: ipv4_scr: no such field of a packet, did you mean ipv4_src\?$/,
    ],
    ["unknown field", { ...ARP, colour: 1 }, /^bad_type: colour: no such field of a packet$/],
    ["inherited name", { ...ARP, constructor: 1 }, /^bad_type: constructor: /],
    [
      "one field by two names",
      { ...IPV4, nx_ip_ttl: 1, hop_limit: 1 },
      /^bad_value: nx_ip_ttl: given twice, hop_limit is/,
    ],
    [
      "two network headers",
      { ...ARP, ipv4_src: "1.1.1.1" },
      /^bad_value: arp_op: a packet with ipv4_src has no arp header$/,
    ],
    [
      "IPv4 and IPv6",
      { ...IPV4, ipv6_dst: "::1" },
      /^bad_value: ipv6_dst: a packet with ipv4_src has no ipv6 header$/,
    ],
    [
      "two transport headers",
      { ...IPV4, tcp_src: 1, udp_dst: 1 },
      /^bad_value: udp_dst: a packet with tcp_src has no udp header$/,
    ],
    ["TCP in ARP", { ...ARP, tcp_src: 1 }, /^bad_value: tcp_src: a packet with arp_op has no tcp header$/],
    ["TTL in ARP", { ...ARP, ip_ttl: 1 }, /^bad_value: nx_ip_ttl: a packet with arp_op has no IP header$/],
    [
      "ICMPv6 in IPv4",
      { ...IPV4, icmpv6_type: 1 },
      /^bad_value: icmpv6_type: a packet with ipv4_src has no icmpv6 header$/,
    ],
    [
      "ICMPv4 in IPv6",
      { ...IPV6, icmpv4_type: 1 },
      /^bad_value: icmpv4_type: a packet with ipv6_src has no icmpv4 header$/,
    ],
    [
      "neighbour discovery in UDP",
      { ...ND, udp_src: 1 },
      /^bad_value: ipv6_nd_target: a packet with udp_src has no nd header$/,
    ],
    [
      "wrong eth_type",
      { ...IPV4, ip_proto: 2, eth_type: 0x86dd },
      /^bad_value: eth_type: 0x86DD, but a packet with ipv4_src has 0x0800$/,
    ],
    [
      "wrong eth_type of MPLS",
      { ...ETHERNET, mpls_label: 1, eth_type: 1536 },
      /: eth_type: 0x0600, but .* 0x8847 or 0x8848$/,
    ],
    [
      "wrong ip_proto",
      { ...IPV4, udp_src: 1, ip_proto: 6 },
      /^bad_value: ip_proto: 6, but a packet with udp_src has 17$/,
    ],
    [
      "wrong icmpv6_type",
      { ...ND, icmpv6_type: 128 },
      /^bad_value: icmpv6_type: 128, but .*ipv6_nd_target has 135 or 136$/,
    ],
    [
      "source option in an advertisement",
      { ...ND, icmpv6_type: 136, ipv6_nd_sll: ETHERNET.eth_src },
      /: icmpv6_type: 136, but .*ipv6_nd_sll has 135$/,
    ],
    [
      "both address options",
      { ...ND, ipv6_nd_tll: ETHERNET.eth_src, ipv6_nd_sll: ETHERNET.eth_src },
      /: icmpv6_type: 135, but .*ipv6_nd_tll has 136$/,
    ],
    [
      "code in neighbour discovery",
      { ...ND, icmpv6_type: 135, icmpv6_code: 1 },
      /: icmpv6_code: 1, but .* has 0$/,
    ],
    [
      "wrong nx_ip_frag",
      { ...IPV4, ip_proto: 2, nx_ip_frag: 1 },
      /^bad_value: nx_ip_frag: 1, but the other fields say 0$/,
    ],
    [
      "wrong ipv6_exthdr",
      { ...IPV6, ip_proto: 2, ipv6_exthdr: 64 },
      /^bad_value: ipv6_exthdr: 64, but x_ipv6_ext and ip_proto say 0$/,
    ],
    [
      "a tag with vlan_vid 0",
      { ...ARP, vlan_vid: 0, vlan_pcp: 3 },
      /^bad_value: vlan_pcp: vlan_vid 0 means no tag; 4096 is/,
    ],
    [
      "bottom of stack too early",
      { ...ETHERNET, mpls_label: 1, mpls_bos: 1, x_mpls_inner: [{ label: 2 }] },
      /^bad_value: mpls_bos: 1 is the bottom/,
    ],
    [
      "transport in a fragment",
      { ...IPV4, udp_src: 1, udp_dst: 2, x_ipv4_flags: 1 },
      /^bad_value: x_ipv4_flags: a fragment's transport/,
    ],
    [
      "SNAP that is none",
      { ...ARP, x_llc_dsap: 66, x_llc_ssap: 66 },
      /^bad_value: x_llc_dsap: 66, but an EtherType behind LLC needs SNAP/,
    ],
    [
      "length as eth_type",
      { ...ETHERNET, eth_type: 46 },
      /^bad_value: eth_type: 0x002E, but EtherTypes begin at 0x0600/,
    ],
    ["payload behind ARP", { ...ARP, payload: "00" }, /^bad_value: payload: nothing follows arp$/],

    [
      "no addresses",
      { tcp_src: 1, tcp_dst: 2 },
      /^missing: ipv4_src: a packet with tcp_src needs IPv4 or IPv6 addresses$/,
    ],
    ["no eth_type", ETHERNET, /^missing: eth_type: a packet without a network header needs it$/],
    [
      "no LLC",
      { ...ETHERNET, eth_type: 0x05ff },
      /^missing: x_llc_dsap: a packet with eth_type 0x05FF needs it$/,
    ],
    ["no eth_dst", { ...ARP, eth_dst: undefined }, /^missing: eth_dst: a packet with ethernet needs it$/],
    [
      "no eth_src, which ARP also has",
      { ...ARP, eth_src: undefined },
      /^missing: eth_src: a packet with arp needs it$/,
    ],
    ["no ip_proto", IPV4, /^missing: ip_proto: a packet with ipv4 needs it$/],
    ["one port", { ...IPV4, tcp_src: 1 }, /^missing: tcp_dst: a packet with tcp needs it$/],
    [
      "priority without vlan_vid",
      { ...ARP, vlan_pcp: 1 },
      /^missing: vlan_vid: a packet with vlan needs it$/,
    ],
    ["no target", { ...IPV6, icmpv6_type: 135, ipv6_nd_sll: ETHERNET.eth_src }, /^missing: ipv6_nd_target: /],

    ["port out of range", { ...IPV4, tcp_src: 65536, tcp_dst: 1 }, /^bad_value: tcp_src: .*65536.*65535/],
    ["negative port", { ...IPV4, udp_src: -1, udp_dst: 1 }, /^bad_value: udp_src: /],
    ["fraction", { ...IPV4, ip_proto: 2, ip_dscp: 1.5 }, /^bad_value: ip_dscp: /],
    ["dscp of 7 bits", { ...IPV4, ip_proto: 2, ip_dscp: 64 }, /^bad_value: ip_dscp: .*63/],
    ["null", { ...ARP, arp_op: null }, /^bad_value: arp_op: null/],
    ["MAC that is none", { ...ARP, eth_src: "1:2" }, /^bad_value: eth_src: "1:2" is not a MAC address/],
    [
      "IPv4 that is none",
      { ...IPV4, ipv4_dst: "10.0.0", ip_proto: 2 },
      /^bad_value: ipv4_dst: "10.0.0" is not an IPv4 address/,
    ],
    [
      "IPv6 that is none, under TCP",
      { ...IPV6, ipv6_src: "g::", tcp_src: 1, tcp_dst: 1 },
      /^bad_value: ipv6_src: "g::" is not an/,
    ],
    ["vlan_vid too large", { ...ARP, vlan_vid: 8192 }, /^bad_value: vlan_vid: .*8191/],
    [
      "inner tag too large",
      { ...ARP, vlan_vid: 1, x_vlan_inner: [{ vid: 4096 }] },
      /^bad_value: x_vlan_inner\[0\]\.vid: .*4095/,
    ],
    [
      "tag of a strange kind",
      { ...ARP, vlan_vid: 1, x_vlan_tpid: 0x9100 },
      /^bad_value: x_vlan_tpid: .*0x8100 .* 0x88a8/,
    ],
    [
      "inner tags that are no list",
      { ...ARP, vlan_vid: 1, x_vlan_inner: "x" },
      /^bad_value: x_vlan_inner: "x" is not a list$/,
    ],
    [
      "label too large",
      { ...ETHERNET, mpls_label: 1, x_mpls_inner: [{ label: 1048576 }] },
      /^bad_value: x_mpls_inner\[0\]\.label: /,
    ],
    [
      "options of 3 bytes",
      { ...IPV4, ip_proto: 2, x_ipv4_options: "010203" },
      /^bad_length: x_ipv4_options: 3 bytes, but .*multiple of 4/,
    ],
    [
      "options of 44 bytes",
      { ...IPV4, tcp_src: 1, tcp_dst: 1, x_tcp_options: new Uint8Array(44) },
      /^bad_length: x_tcp_options: 44 bytes/,
    ],
    [
      "option of 5 bytes",
      { ...ND, icmpv6_type: 135, x_ipv6_nd_options: [{ type: 9, data: "010203" }] },
      /^bad_length: x_ipv6_nd_options\[0\]\.data: /,
    ],
    ["address option that is none", { ...ND, ipv6_nd_sll: "x" }, /^bad_value: ipv6_nd_sll: "x" is not a MAC/],
    [
      "LLDP id that is none",
      { ...LLDP, x_lldp_port_id: "mac 1" },
      /^bad_value: x_lldp_port_id: "1" is not a MAC/,
    ],
    [
      "organization that is none",
      { ...LLDP, x_lldp_org_specific: ["x"] },
      /^bad_value: x_lldp_org_specific\[0\]: "x" is not an organization/,
    ],
    [
      "organizations that are no list",
      { ...LLDP, x_lldp_org_specific: "0x1 0x1 00" },
      /^bad_value: x_lldp_org_specific: .* is not a list/,
    ],
    [
      "end TLV",
      { ...LLDP, x_lldp_tlvs: [{ type: 0, data: "" }] },
      /^bad_value: x_lldp_tlvs\[0\]\.type: 0 is the end/,
    ],
    [
      "TLV of 512 bytes",
      { ...LLDP, x_lldp_sys_name: "x".repeat(512) },
      /^too_large: x_lldp_sys_name: 512 bytes, at most 511 fit$/,
    ],
    ["name that is no text", { ...LLDP, x_lldp_sys_name: 1 }, /^bad_value: x_lldp_sys_name: 1 is not text$/],
    [
      "payload that is none",
      { ...ETHERNET, eth_type: 0x88b5, payload: "xyz" },
      /^bad_value: payload: "xyz" is not bytes/,
    ],
    [
      "packet longer than IPv4 can say",
      { ...IPV4, ip_proto: 2, payload: new Uint8Array(65516) },
      /^too_large: 65536 bytes, more than an IPv4/,
    ],
    [
      "packet longer than IPv6 can say",
      { ...IPV6, ip_proto: 2, payload: new Uint8Array(65536) },
      /^too_large: 65536 bytes, more than an IPv6/,
    ],
    [
      "datagram longer than UDP can say",
      { ...IPV6, udp_src: 1, udp_dst: 2, payload: new Uint8Array(65528) },
      /^too_large: 65536 bytes, more than a UDP/,
    ],
    [
      "frame longer than 802.3 can say",
      { ...ETHERNET, x_llc_dsap: 1, x_llc_ssap: 1, payload: new Uint8Array(1498) },
      /^too_large: 1501 bytes/,
    ],
  ])("%s", (_name, fields, message) => {
    expect(() => buildPacket(fields as PacketInput)).toThrow(message);
    expect(() => buildPacket(fields as PacketInput)).toThrow(CodecError);
  });

  test.each([null, undefined, 7, "eth"])("%j for the fields", (fields) => {
    expect(() => buildPacket(fields as never)).toThrow(/is not an object with the fields of a packet/);
  });
});
