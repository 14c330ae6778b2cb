import { describe, expect, test } from "vitest";
import { buildPacket, type PacketInput } from "zof-codec";
import type { FieldInput } from "zof-types";
import { Packet } from "../packet/packet.js";
import { fields } from "../testing/flow-mod.test.fixture.js";
import { Match } from "./match.js";

const ethernet = { eth_dst: "00:00:00:00:00:02", eth_src: "00:00:00:00:00:01" };
const tcp = { ...ethernet, ipv4_src: "10.1.2.3", ipv4_dst: "10.0.0.2", tcp_src: 4711, tcp_dst: 80 };

function match(...list: FieldInput[]): Match {
  return Match.from(fields(list), 4);
}

function matches(list: FieldInput[], packet: PacketInput, in_port = 1): boolean {
  return match(...list).matches(new Packet(buildPacket(packet), in_port, 0).key);
}

describe("matching (OpenFlow 1.3.5, section 5.3)", () => {
  test("an empty match takes every packet", () => {
    expect(matches([], tcp)).toBe(true);
    expect(match().isEmpty).toBe(true);
  });

  test.each<[FieldInput, FieldInput]>([
    [
      { field: "IN_PORT", value: 1 },
      { field: "IN_PORT", value: 2 },
    ],
    [
      { field: "ETH_DST", value: "00:00:00:00:00:02" },
      { field: "ETH_DST", value: "00:00:00:00:00:03" },
    ],
    [
      { field: "ETH_SRC", value: "00:00:00:00:00:01" },
      { field: "ETH_SRC", value: "00:00:00:00:00:02" },
    ],
    [
      { field: "ETH_TYPE", value: 0x0800 },
      { field: "ETH_TYPE", value: 0x86dd },
    ],
    [
      { field: "IPV4_SRC", value: "10.1.2.3" },
      { field: "IPV4_SRC", value: "10.1.2.4" },
    ],
    [
      { field: "IPV4_SRC", value: "10.1.0.0/16" },
      { field: "IPV4_SRC", value: "10.2.0.0/16" },
    ],
    [
      { field: "TCP_SRC", value: 4711 },
      { field: "TCP_SRC", value: 4712 },
    ],
    [
      { field: "METADATA", value: 0 },
      { field: "METADATA", value: 1 },
    ],
  ])("%j matches, %j does not", (right, wrong) => {
    const ip: FieldInput[] = right.field === "TCP_SRC" ? [{ field: "ETH_TYPE", value: 0x0800 }] : [];
    expect(matches([...ip, right], tcp)).toBe(true);
    expect(matches([...ip, wrong], tcp)).toBe(false);
  });

  test("bits outside the mask do not count", () => {
    const multicast: FieldInput = { field: "ETH_DST", value: "01:00:00:00:00:00", mask: "01:00:00:00:00:00" };
    expect(matches([multicast], { ...tcp, eth_dst: "33:33:00:00:00:01" })).toBe(true);
    expect(matches([multicast], tcp)).toBe(false);
  });
});

describe("VLAN_VID (OpenFlow 1.3.5, section 7.2.3.7, table 13)", () => {
  const untagged = { ...ethernet, eth_type: 0x88b5 };
  const tagged = (vlan_vid: number) => ({ ...untagged, vlan_vid });

  test("0 is: no tag", () => {
    expect(matches([{ field: "VLAN_VID", value: 0 }], untagged)).toBe(true);
    expect(matches([{ field: "VLAN_VID", value: 0 }], tagged(5))).toBe(false);
    expect(matches([{ field: "VLAN_VID", value: 0 }], tagged(4096))).toBe(false);
  });

  test("a number is: that tag", () => {
    expect(matches([{ field: "VLAN_VID", value: 5 }], tagged(5))).toBe(true);
    expect(matches([{ field: "VLAN_VID", value: 5 }], tagged(6))).toBe(false);
    expect(matches([{ field: "VLAN_VID", value: 5 }], untagged)).toBe(false);
    expect(matches([{ field: "VLAN_VID", value: 4096 }], tagged(4096))).toBe(true);
  });

  test("the present bit as value and mask is: any tag", () => {
    const any: FieldInput = { field: "VLAN_VID", value: 4096, mask: 4096 };
    expect(matches([any], tagged(5))).toBe(true);
    expect(matches([any], tagged(4096))).toBe(true);
    expect(matches([any], untagged)).toBe(false);
  });

  test("the priority needs a tag", () => {
    const pcp: FieldInput = { field: "VLAN_PCP", value: 3 };
    expect(matches([{ field: "VLAN_VID", value: 5 }, pcp], { ...tagged(5), vlan_pcp: 3 })).toBe(true);
    expect(() => match({ field: "VLAN_VID", value: 0 }, pcp)).toThrow(/BAD_PREREQ/);
  });
});

describe("relations between matches (OpenFlow 1.3.5, section 6.4)", () => {
  const subnet = match({ field: "IPV4_SRC", value: "10.1.0.0/16" });
  const host = match({ field: "IPV4_SRC", value: "10.1.2.3" });
  const other = match({ field: "IPV4_SRC", value: "10.2.0.0/16" });
  const port = match({ field: "IN_PORT", value: 1 });

  test("a wider one covers a more specific one, and itself", () => {
    expect(subnet.covers(host)).toBe(true);
    expect(subnet.covers(subnet)).toBe(true);
    expect(match().covers(subnet)).toBe(true);
    expect(host.covers(subnet)).toBe(false);
    expect(subnet.covers(other)).toBe(false);
    expect(port.covers(subnet)).toBe(false);
  });

  test("equality asks for values and masks", () => {
    expect(subnet.equals(match({ field: "IPV4_SRC", value: "10.1.0.0", mask: "255.255.0.0" }))).toBe(true);
    expect(subnet.equals(host)).toBe(false);
    expect(match({ field: "IN_PORT", value: 1 }, { field: "ETH_TYPE", value: 5 }).equals(port)).toBe(false);
  });

  test("two overlap when a packet can be of both", () => {
    expect(subnet.overlaps(host)).toBe(true);
    expect(host.overlaps(subnet)).toBe(true);
    expect(port.overlaps(subnet)).toBe(true);
    expect(subnet.overlaps(other)).toBe(false);
  });
});

describe("a match that cannot be (OpenFlow 1.3.5, sections 7.2.3 and 7.4.4)", () => {
  test.each<[string, unknown[]]>([
    ["OFPBMC_BAD_FIELD", [{ field: "PKT_REG0", value: 1 }]],
    ["OFPBMC_BAD_FIELD", [{ field: "0x80FE0004", value: new Uint8Array(4) }]],
    [
      "OFPBMC_DUP_FIELD",
      [
        { field: "IN_PORT", value: 1 },
        { field: "IN_PORT", value: 1 },
      ],
    ],
    [
      "OFPBMC_BAD_VALUE",
      [
        { field: "VLAN_VID", value: 5 },
        { field: "VLAN_PCP", value: 8 },
      ],
    ],
    ["OFPBMC_BAD_VALUE", [{ field: "VLAN_VID", value: -0x2005 }]],
    ["OFPBMC_BAD_MASK", [{ field: "ETH_TYPE", value: 0x0800, mask: 0xff00 }]],
    ["OFPBMC_BAD_WILDCARDS", [{ field: "ETH_DST", value: "00:00:00:00:00:02", mask: "ff:00:00:00:00:00" }]],
    ["OFPBMC_BAD_PREREQ", [{ field: "IPV4_SRC", value: "10.0.0.1" }]],
    [
      "OFPBMC_BAD_PREREQ",
      [
        { field: "ETH_TYPE", value: 0x0806 },
        { field: "IPV4_SRC", value: "10.0.0.1" },
      ],
    ],
    [
      "OFPBMC_BAD_PREREQ",
      [
        { field: "IP_PROTO", value: 6 },
        { field: "TCP_SRC", value: 1 },
      ],
    ],
    ["OFPBMC_BAD_PREREQ", [{ field: "IN_PHY_PORT", value: 1 }]],
  ])("%s: %j", (code, list) => {
    expect(() => Match.from(list as never, 4)).toThrow(expect.objectContaining({ type: "BAD_MATCH", code }));
  });

  test("a mask of all ones is no mask", () => {
    const list = [{ field: "ETH_TYPE", value: 0x0800, mask: 0xffff }] as const;
    expect(Match.from(list, 4).equals(match({ field: "ETH_TYPE", value: 0x0800 }))).toBe(true);
  });

  test("OpenFlow 1.0 ignores fields without their prerequisites (section 5.2.3)", () => {
    const list = [
      { field: "IN_PORT", value: 1 },
      { field: "IP_PROTO", value: 6 },
      { field: "TCP_SRC", value: 80 },
    ] as const;
    const only = Match.from(list, 1);
    expect(only.fields).toEqual([{ field: "IN_PORT", value: 1 }]);
    expect(only.equals(match({ field: "IN_PORT", value: 1 }))).toBe(true);
  });
});
