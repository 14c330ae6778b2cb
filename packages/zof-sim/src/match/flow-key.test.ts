import { describe, expect, test } from "vitest";
import { buildPacket, type PacketInput, PacketView } from "zof-codec";
import { Packet } from "../packet/packet.js";
import { fieldBytes } from "./field-bytes.js";
import { MATCH_FIELDS } from "./match-fields.js";

const ethernet = { eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01" };
const ipv4 = { ...ethernet, ipv4_src: "10.0.0.1", ipv4_dst: "10.0.0.2", ip_dscp: 46, ip_ecn: 1 };
const ipv6 = {
  ...ethernet,
  ipv6_src: "2001:db8::1",
  ipv6_dst: "2001:db8::2",
  ipv6_flabel: 0xabcde,
  ip_dscp: 10,
};
const neighbour = { ...ipv6, ipv6_nd_target: "2001:db8::3", icmpv6_code: 0 };

const packets: Record<string, PacketInput> = {
  ethernet: { ...ethernet, eth_type: 0x88b5, payload: "01020304" },
  "VLAN tag": { ...ethernet, eth_type: 0x88b5, vlan_vid: 100, vlan_pcp: 5 },
  "priority tag": { ...ethernet, eth_type: 0x88b5, vlan_vid: 4096, vlan_pcp: 7 },
  "two VLAN tags": {
    ...ipv4,
    vlan_vid: 100,
    x_vlan_tpid: 0x88a8,
    x_vlan_inner: [{ vid: 200 }],
    ip_proto: 253,
  },
  arp: { ...ethernet, arp_op: 1, arp_spa: "10.0.0.1", arp_tpa: "10.0.0.2", arp_tha: "00:00:00:00:00:09" },
  tcp: { ...ipv4, tcp_src: 4711, tcp_dst: 80, payload: "00" },
  udp: { ...ipv4, udp_src: 4711, udp_dst: 53, vlan_vid: 7, payload: "00" },
  sctp: { ...ipv4, sctp_src: 4711, sctp_dst: 80, payload: "00" },
  icmpv4: { ...ipv4, icmpv4_type: 8, icmpv4_code: 3 },
  "tcp over IPv6": { ...ipv6, tcp_src: 4711, tcp_dst: 80 },
  icmpv6: { ...ipv6, icmpv6_type: 128, icmpv6_code: 9 },
  "neighbour solicitation": { ...neighbour, icmpv6_type: 135, ipv6_nd_sll: "00:00:00:00:00:01" },
  "neighbour advertisement": { ...neighbour, icmpv6_type: 136, ipv6_nd_tll: "00:00:00:00:00:01" },
  mpls: { ...ethernet, mpls_label: 0xfedcb, mpls_tc: 5, mpls_bos: 1, payload: "00000000" },
};

const PIPELINE = ["IN_PORT", "IN_PHY_PORT", "METADATA"];

describe("a flow key holds what the packet view shows", () => {
  test.each(Object.entries(packets))("%s", (_name, input) => {
    const bytes = buildPacket(input);
    const view = new PacketView(bytes);
    const { key } = new Packet(bytes, 3, 0);
    for (const field of MATCH_FIELDS.values()) {
      if (PIPELINE.includes(field.name)) continue;
      const value = view[field.name.toLowerCase() as keyof PacketView];
      const expected = value === undefined ? new Uint8Array(field.size) : fieldBytes(field, value);
      expect(key.bytes.slice(field.offset, field.offset + field.size), field.name).toEqual(expected);
    }
  });
});

test("a flow key holds port and metadata", () => {
  const packet = new Packet(buildPacket({ ...ethernet, eth_type: 0x88b5 }), 0x01020304, 0);
  packet.metadata = 0xfedcba9876543210n;
  const at = (name: string) => MATCH_FIELDS.get(name)?.offset ?? Number.NaN;
  expect(packet.key.view.getUint32(at("IN_PORT"))).toBe(0x01020304);
  expect(packet.key.view.getUint32(at("IN_PHY_PORT"))).toBe(0x01020304);
  expect(packet.key.view.getBigUint64(at("METADATA"))).toBe(0xfedcba9876543210n);
});

test("every prefix of a packet has a key: nothing is read beyond the end", () => {
  for (const input of Object.values(packets)) {
    const bytes = buildPacket(input);
    for (let size = 0; size < bytes.length; size++) {
      expect(() => new Packet(bytes.subarray(0, size), 1, 0).key).not.toThrow();
    }
  }
});

test("a later fragment has no transport fields", () => {
  const bytes = buildPacket({ ...ipv4, tcp_src: 4711, tcp_dst: 80 });
  bytes[14 + 7] = 1; // fragment offset 8
  const { key } = new Packet(bytes, 1, 0);
  const offset = MATCH_FIELDS.get("TCP_DST")?.offset ?? Number.NaN;
  expect(key.view.getUint16(offset)).toBe(0);
});
