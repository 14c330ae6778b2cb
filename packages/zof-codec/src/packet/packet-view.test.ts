import { inspect } from "node:util";
import { describe, expect, expectTypeOf, test } from "vitest";
import { CodecError } from "../codec-error.js";
import { buildPacket } from "./build-packet.js";
import type { VlanTag } from "./headers/vlan.js";
import type { PacketObject } from "./packet-fields.js";
import { parsePacket } from "./packet-view.js";

const ETHERNET = { eth_dst: "02:00:00:00:00:02", eth_src: "02:00:00:00:00:01" };
const IPV4 = { ...ETHERNET, ipv4_src: "10.0.0.1", ipv4_dst: "10.0.0.2" };
const IPV6 = { ...ETHERNET, ipv6_src: "2001:db8::1", ipv6_dst: "2001:db8::2" };
const TCP = { ...IPV4, tcp_src: 4711, tcp_dst: 80 };

const view = (fields: Parameters<typeof buildPacket>[0], payload?: string) =>
  parsePacket(buildPacket(fields, payload));

describe("vlan_vid", () => {
  test("can be passed on to a match as it is", () => {
    expect(view(TCP).vlan_vid).toBe(0);
    expect(view({ ...TCP, vlan_vid: 0 }).vlan_vid).toBe(0);
    expect(view({ ...TCP, vlan_vid: 10 }).vlan_vid).toBe(10);
    expect(view({ ...TCP, vlan_vid: 4095 }).vlan_vid).toBe(4095);
    expect(view({ ...TCP, vlan_vid: 4096 }).vlan_vid).toBe(4096);
    expect(view({ ...TCP, vlan_vid: 4106 }).vlan_vid).toBe(10);
  });

  test("is unknown when the frame is too short to tell", () => {
    const bytes = buildPacket({ ...TCP, vlan_vid: 10 });
    expect(parsePacket(bytes.subarray(0, 13)).vlan_vid).toBeUndefined();
    expect(parsePacket(bytes.subarray(0, 17)).vlan_vid).toBeUndefined();
    expect(parsePacket(bytes.subarray(0, 18)).vlan_vid).toBe(10);
  });

  test("belongs to the plain form only when there is a tag", () => {
    expect(view(TCP).toObject()).not.toHaveProperty("vlan_vid");
    expect(view({ ...TCP, vlan_vid: 4096 }).toObject()).toHaveProperty("vlan_vid", 4096);
  });
});

describe("other names", () => {
  test("of IP fields", () => {
    expect(view({ ...TCP, nx_ip_ttl: 9 })).toMatchObject({
      ip_ttl: 9,
      hop_limit: 9,
      nxt: 6,
      nx_tcp_flags: 0,
    });
    expect(view(TCP)).toMatchObject({ src: "10.0.0.1", dst: "10.0.0.2" });
    expect(view({ ...IPV6, udp_src: 1, udp_dst: 2 })).toMatchObject({
      src: "2001:db8::1",
      dst: "2001:db8::2",
    });
    expect(view({ ...ETHERNET, eth_type: 0x1234 }).src).toBeUndefined();
  });

  test("are assigned to the field", () => {
    const packet = view({ ...IPV6, udp_src: 1, udp_dst: 2 });
    Object.assign(packet, { hop_limit: 3, dst: "::9" });
    expect(packet.toObject()).toMatchObject({ nx_ip_ttl: 3, ipv6_dst: "::9" });
    const other = view(TCP);
    other.src = "1.2.3.4";
    expect(other.ipv4_src).toBe("1.2.3.4");
  });
});

describe("assigning", () => {
  test("overrides a field in the view and leaves the bytes", () => {
    const bytes = buildPacket(TCP);
    const before = bytes.slice();
    const packet = parsePacket(bytes);
    packet.ipv4_dst = "10.9.9.9";
    packet.payload = Uint8Array.of(1);
    expect(packet.ipv4_dst).toBe("10.9.9.9");
    expect(packet.toObject()).toEqual({
      ...parsePacket(bytes).toObject(),
      ipv4_dst: "10.9.9.9",
      payload: Uint8Array.of(1),
    });
    expect(bytes).toEqual(before);
    expect(parsePacket(buildPacket(packet)).toObject()).toEqual(packet.toObject());
  });

  test("adds and removes VLAN tags", () => {
    const plain = buildPacket(TCP);
    const packet = parsePacket(plain);
    packet.vlan_vid = 7;
    const tagged = buildPacket(packet);
    expect(tagged).toEqual(buildPacket({ ...TCP, vlan_vid: 7 }));
    const back = parsePacket(tagged);
    back.vlan_vid = 0;
    expect(buildPacket(back)).toEqual(plain);
    expect(back.get_protocol("vlan")).toBeUndefined();
  });

  test("takes a field away with undefined", () => {
    const packet = view(TCP, "0102");
    packet.x_tcp_window = undefined;
    expect(packet.toObject()).not.toHaveProperty("x_tcp_window");
  });
});

describe("get_protocol", () => {
  test("gives the view when the header is there", () => {
    const packet = view(TCP);
    expect(packet.get_protocol("tcp")).toBe(packet);
    expect(packet.get_protocol("IPV4")?.ipv4_src).toBe("10.0.0.1");
    expect(packet.get_protocol("ipv6")).toBeUndefined();
    expect(parsePacket(new Uint8Array(3)).get_protocol("ethernet")).toBeUndefined();
  });

  test("refuses what is no protocol", () => {
    expect(() => view(TCP).get_protocol("ipv5" as "ipv4")).toThrow(CodecError);
    expect(() => view(TCP).get_protocol("ipv5" as "ipv4")).toThrow(
      /"ipv5" is not a protocol: did you mean ipv[46]\?/,
    );
    expect(() => view(TCP).get_protocol("toString" as "ipv4")).toThrow(/one of ethernet, vlan, /);
  });
});

describe("get_description", () => {
  test.each([
    [{ ...TCP, tcp_flags: 18 }, "IPv4 10.0.0.1 > 10.0.0.2 / TCP 4711 > 80 SYN ACK / 2 bytes"],
    [{ ...IPV6, udp_src: 1, udp_dst: 2 }, "IPv6 2001:db8::1 > 2001:db8::2 / UDP 1 > 2 / 2 bytes"],
    [{ ...IPV4, ip_proto: 89, vlan_vid: 5 }, "VLAN 5 / IPv4 10.0.0.1 > 10.0.0.2 / protocol 89 / 2 bytes"],
    [
      { ...IPV4, ip_proto: 6, x_ipv4_frag_offset: 9 },
      "IPv4 10.0.0.1 > 10.0.0.2 fragment / protocol 6 / 2 bytes",
    ],
    [{ ...IPV4, icmpv4_type: 8 }, "IPv4 10.0.0.1 > 10.0.0.2 / ICMPv4 type 8 code 0 / 2 bytes"],
    [{ ...IPV4, sctp_src: 1, sctp_dst: 2 }, "IPv4 10.0.0.1 > 10.0.0.2 / SCTP 1 > 2 / 2 bytes"],
    [{ ...ETHERNET, mpls_label: 17, x_mpls_inner: [{ label: 3 }] }, "MPLS 17 3 / 2 bytes"],
    [
      { ...ETHERNET, eth_type: 0x88b5, vlan_vid: 4096, x_vlan_inner: [{ vid: 9 }] },
      "VLAN 0 9 / type 0x88b5 / 2 bytes",
    ],
    [{ ...ETHERNET, x_llc_dsap: 66, x_llc_ssap: 66 }, "LLC 66 > 66 / 2 bytes"],
  ])("of %j", (fields, rest) => {
    expect(view(fields, "0102").get_description()).toBe(
      `Ethernet 02:00:00:00:00:01 > 02:00:00:00:00:02 / ${rest}`,
    );
  });

  test.each([
    [
      { ...ETHERNET, arp_op: 1, arp_spa: "1.1.1.1", arp_tpa: "1.1.1.2" },
      "ARP request 1.1.1.1 > 1.1.1.2 / 0 bytes",
    ],
    [{ ...ETHERNET, arp_op: 9, arp_spa: "1.1.1.1", arp_tpa: "1.1.1.2" }, "ARP 9 1.1.1.1 > 1.1.1.2 / 0 bytes"],
    [
      { ...IPV6, ipv6_nd_target: "::9", ipv6_nd_sll: "02:00:00:00:00:01" },
      "IPv6 2001:db8::1 > 2001:db8::2 / ICMPv6 type 135 code 0 / ND ::9 / 0 bytes",
    ],
    [{ ...ETHERNET, x_lldp_chassis_id: "s1", x_lldp_port_id: "2" }, "LLDP chassis s1 port 2 / 0 bytes"],
  ])("of %j", (fields, rest) => {
    expect(view(fields).get_description()).toBe(`Ethernet 02:00:00:00:00:01 > 02:00:00:00:00:02 / ${rest}`);
  });
});

test("a view is printed as its plain form", () => {
  const packet = view(TCP, "FF");
  expect(inspect(packet)).toBe(inspect(packet.toObject()));
  expect(JSON.parse(JSON.stringify(packet))).toEqual({ ...packet.toObject(), payload: "FF" });
});

test("the parts of a Buffer are plain arrays over its memory", () => {
  const buffer = Buffer.from(buildPacket(TCP, "0102"));
  const { payload } = parsePacket(buffer);
  expect(payload).toEqual(Uint8Array.of(1, 2));
  expect(payload.buffer).toBe(buffer.buffer);
});

test("padding is not payload", () => {
  const padded = new Uint8Array(80).fill(0x55);
  padded.set(buildPacket(TCP, "0102"));
  expect(parsePacket(padded).payload).toEqual(Uint8Array.of(1, 2));
});

describe("impossible headers are payload", () => {
  const broken = (at: number, value: number, fields: Parameters<typeof buildPacket>[0] = TCP) => {
    const bytes = buildPacket(fields, "0102");
    bytes[at] = value;
    return parsePacket(bytes);
  };

  test.each([
    ["IPv4 of version 5", broken(14, 0x55)],
    ["IPv4 with a header of 16 bytes", broken(14, 0x44)],
    ["IPv4 shorter than its header", broken(17, 19)],
    ["IPv6 of version 4", broken(14, 0x40, { ...IPV6, udp_src: 1, udp_dst: 2 })],
  ])("%s", (_name, packet) => {
    expect(packet.src).toBeUndefined();
    expect(packet.ip_proto).toBeUndefined();
    expect(packet.eth_type).toBeGreaterThan(0x07ff);
    expect(packet.payload.byteOffset).toBe(14);
  });

  test("but the ports of TCP with a wrong header length are shown", () => {
    const packet = broken(46, 0x40);
    expect(packet).toMatchObject({ tcp_src: 4711, tcp_dst: 80, x_tcp_options: undefined });
    expect(packet.payload).toEqual(Uint8Array.of(1, 2));
  });

  test("ARP for other networks", () => {
    const bytes = buildPacket({ ...ETHERNET, arp_op: 1, arp_spa: "1.1.1.1", arp_tpa: "1.1.1.2" });
    bytes[15] = 6;
    expect(parsePacket(bytes).arp_op).toBeUndefined();
    expect(parsePacket(bytes).payload).toHaveLength(28);
  });
});

test("fields have types", () => {
  const packet = view(TCP);
  expectTypeOf(packet.eth_src).toEqualTypeOf<string | undefined>();
  expectTypeOf(packet.vlan_vid).toEqualTypeOf<number | undefined>();
  expectTypeOf(packet.hop_limit).toEqualTypeOf<number | undefined>();
  expectTypeOf(packet.x_vlan_inner).toEqualTypeOf<VlanTag[] | undefined>();
  expectTypeOf(packet.x_tcp_options).toEqualTypeOf<Uint8Array | undefined>();
  expectTypeOf(packet.payload).toEqualTypeOf<Uint8Array>();
  expectTypeOf(packet.toObject()).toEqualTypeOf<PacketObject>();
  // @ts-expect-error no such field
  expect(packet.ipv4_source).toBeUndefined();
  // @ts-expect-error no such field
  expect(() => buildPacket({ ipv4_source: "10.0.0.1" })).toThrow(CodecError);
});
