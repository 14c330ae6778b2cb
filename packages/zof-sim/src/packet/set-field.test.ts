import { describe, expect, test } from "vitest";
import { buildPacket, type PacketInput } from "zof-codec";
import { fieldBytes } from "../match/field-bytes.js";
import { MATCH_FIELDS, type MatchField } from "../match/match-fields.js";
import { Packet } from "./packet.js";
import { FIELD_SETTERS, FIELD_SETTERS_10 } from "./set-field.js";

const ethernet = { eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01" };
const ipv4 = { ...ethernet, ipv4_src: "10.0.0.1", ipv4_dst: "10.0.0.2", ip_dscp: 46, ip_ecn: 1 };
const ipv6 = {
  ...ethernet,
  ipv6_src: "2001:db8::1",
  ipv6_dst: "2001:db8::2",
  ipv6_flabel: 0xabcde,
  ip_dscp: 10,
};
const tcp = { tcp_src: 4711, tcp_dst: 80, payload: "010203" };
const udp = { udp_src: 4711, udp_dst: 53, payload: "010203" };
const sctp = { sctp_src: 4711, sctp_dst: 53, payload: "01020304" };
const arp = {
  ...ethernet,
  arp_op: 1,
  arp_spa: "10.0.0.1",
  arp_tpa: "10.0.0.2",
  arp_sha: "00:00:00:00:00:01",
};
const solicitation = {
  ...ipv6,
  icmpv6_type: 135,
  ipv6_nd_target: "2001:db8::3",
  ipv6_nd_sll: "00:00:00:00:00:01",
};
const advertisement = {
  ...ipv6,
  icmpv6_type: 136,
  ipv6_nd_target: "2001:db8::3",
  ipv6_nd_tll: "00:00:00:00:00:01",
};
const mpls = { ...ethernet, mpls_label: 5, mpls_tc: 1, mpls_bos: 1, payload: "00000000" };
const vlan = { ...ipv4, ...tcp, vlan_vid: 100, vlan_pcp: 5, x_vlan_dei: 1 };

function set(packet: PacketInput, name: string, value: unknown, setters = FIELD_SETTERS): Uint8Array {
  const original = buildPacket(packet);
  const kept = original.slice();
  const edited = new Packet(original, 1, 0);
  setters.get(name)?.(edited, fieldBytes(MATCH_FIELDS.get(name) as MatchField, value));
  expect(original).toEqual(kept); // others may hold the same bytes
  return edited.share();
}

describe("SET_FIELD gives the packet that has that field from the start, checksums included", () => {
  test.each<[string, PacketInput, string | number]>([
    ["ETH_DST", { ...ipv4, ...tcp }, "0a:0b:0c:0d:0e:0f"],
    ["ETH_SRC", { ...ipv4, ...tcp }, "0a:0b:0c:0d:0e:0f"],
    ["VLAN_VID", vlan, 4095],
    ["VLAN_PCP", vlan, 2],
    ["IP_DSCP", { ...ipv4, ...tcp }, 63],
    ["IP_DSCP", { ...ipv6, ...tcp }, 63],
    ["IP_ECN", { ...ipv4, ...udp }, 2],
    ["IP_ECN", { ...ipv6, ...udp }, 2],
    ["IPV4_SRC", { ...ipv4, ...tcp }, "192.168.255.254"],
    ["IPV4_DST", { ...ipv4, ...udp }, "192.168.255.254"],
    ["IPV4_DST", { ...ipv4, ...sctp }, "192.168.255.254"],
    ["IPV4_SRC", { ...ipv4, icmpv4_type: 8, payload: "00010002" }, "192.168.255.254"],
    ["TCP_SRC", { ...ipv4, ...tcp }, 65535],
    ["TCP_DST", { ...ipv6, ...tcp }, 1],
    ["UDP_SRC", { ...ipv4, ...udp }, 65535],
    ["UDP_DST", { ...ipv6, ...udp }, 1],
    ["SCTP_SRC", { ...ipv4, ...sctp }, 65535],
    ["SCTP_DST", { ...ipv6, ...sctp }, 1],
    ["ICMPV4_TYPE", { ...ipv4, icmpv4_type: 8, payload: "00010002" }, 0],
    ["ICMPV4_CODE", { ...ipv4, icmpv4_type: 8, payload: "00010002" }, 200],
    ["ARP_OP", arp, 2],
    ["ARP_SPA", arp, "192.168.255.254"],
    ["ARP_TPA", arp, "192.168.255.254"],
    ["ARP_SHA", arp, "0a:0b:0c:0d:0e:0f"],
    ["ARP_THA", arp, "0a:0b:0c:0d:0e:0f"],
    ["IPV6_SRC", { ...ipv6, ...tcp }, "fe80::1:2"],
    ["IPV6_DST", { ...ipv6, icmpv6_type: 128, payload: "00010002" }, "fe80::1:2"],
    ["IPV6_FLABEL", { ...ipv6, ...tcp }, 0x12345],
    ["ICMPV6_TYPE", { ...ipv6, icmpv6_type: 128, payload: "00010002" }, 129],
    ["ICMPV6_CODE", { ...ipv6, icmpv6_type: 128, payload: "00010002" }, 7],
    ["IPV6_ND_TARGET", solicitation, "fe80::1:2"],
    ["IPV6_ND_SLL", solicitation, "0a:0b:0c:0d:0e:0f"],
    ["IPV6_ND_TLL", advertisement, "0a:0b:0c:0d:0e:0f"],
    ["MPLS_LABEL", mpls, 0xfffff],
    ["MPLS_TC", mpls, 6],
  ])("%s of %j", (name, packet, value) => {
    const other = { ...packet, [name.toLowerCase()]: value };
    expect(set(packet, name, value)).toEqual(buildPacket(other as PacketInput));
    expect(set(packet, name, value)).not.toEqual(buildPacket(packet));
  });
});

test("a packet that lacks the header stays as it is", () => {
  const plain = { ...ethernet, eth_type: 0x88b5, payload: "0102030405060708" };
  const needHeader = [...FIELD_SETTERS].filter(([name]) => !/^(ETH|VLAN)_/.test(name));
  expect(needHeader.length).toBeGreaterThan(25);
  for (const [name, setter] of needHeader) {
    const packet = new Packet(buildPacket(plain), 1, 0);
    setter(packet, new Uint8Array(MATCH_FIELDS.get(name)?.size ?? 0).fill(0xff));
    expect(packet.share(), name).toEqual(buildPacket(plain));
  }
});

test("a frame too short for addresses stays as it is", () => {
  for (const name of ["ETH_DST", "ETH_SRC"]) {
    const packet = new Packet(Uint8Array.of(1, 2, 3), 1, 0);
    FIELD_SETTERS.get(name)?.(packet, new Uint8Array(6));
    expect(packet.share()).toEqual(Uint8Array.of(1, 2, 3));
  }
});

test("a UDP packet without checksum gets none", () => {
  const original = buildPacket({ ...ipv4, ...udp });
  const checksum = 14 + 20 + 6;
  original.fill(0, checksum, checksum + 2);
  const packet = new Packet(original, 1, 0);
  FIELD_SETTERS.get("UDP_DST")?.(packet, Uint8Array.of(1, 2));
  expect([...packet.share().subarray(checksum, checksum + 2)]).toEqual([0, 0]);
});

test("a later fragment keeps its payload, which only looks like a transport header", () => {
  const original = buildPacket({ ...ipv4, ...udp });
  original[14 + 7] = 1;
  const packet = new Packet(original, 1, 0);
  FIELD_SETTERS.get("IPV4_SRC")?.(packet, Uint8Array.of(1, 2, 3, 4));
  FIELD_SETTERS.get("UDP_DST")?.(packet, Uint8Array.of(1, 2));
  expect(packet.share().subarray(34)).toEqual(original.subarray(34));
});

test("OpenFlow 1.0: the fields of TCP stand for UDP too (section 5.2.4)", () => {
  expect(set({ ...ipv4, ...udp }, "TCP_DST", 99, FIELD_SETTERS_10)).toEqual(
    buildPacket({ ...ipv4, ...udp, udp_dst: 99 }),
  );
  expect(set({ ...ipv4, ...tcp }, "TCP_SRC", 99, FIELD_SETTERS_10)).toEqual(
    buildPacket({ ...ipv4, ...tcp, tcp_src: 99 }),
  );
  expect(set({ ...ipv4, ...udp }, "TCP_DST", 99)).toEqual(buildPacket({ ...ipv4, ...udp }));
});

// What cannot be set is an action that the switch refuses; the list must not shrink unnoticed.
test("every field of a packet can be set but for those that say what follows", () => {
  const notSettable = [...MATCH_FIELDS.keys()].filter((name) => !FIELD_SETTERS.has(name));
  expect(notSettable).toEqual([
    "METADATA",
    "IN_PORT",
    "IN_PHY_PORT",
    "ETH_TYPE",
    "IP_PROTO",
    "IPV6_EXTHDR",
    "TCP_FLAGS",
  ]);
});
