import { describe, expect, it } from "vitest";
import { Writer } from "../writer.js";
import { match10 as makeMatch10 } from "./match10.js";
import { OxmCodec } from "./oxm-codec.js";
import { type FieldEntry, OxmField } from "./oxm-field.js";
import { Reader } from "./reader.js";
import { ipv4, mac, u8, u16, u32, vlan } from "./scalar.js";

const needs = (field: string, ...values: number[]) => ({ requires: [{ field, values }] });
const oxm = new OxmCodec([
  new OxmField("IN_PORT", 0x8000, 0, u32),
  new OxmField("ETH_DST", 0x8000, 3, mac, { maskable: true }),
  new OxmField("ETH_TYPE", 0x8000, 5, u16),
  new OxmField("VLAN_VID", 0x8000, 6, vlan, { maskable: true, mask: u16 }),
  new OxmField("IP_PROTO", 0x8000, 10, u8, needs("ETH_TYPE", 0x0800, 0x86dd)),
  new OxmField("IPV4_DST", 0x8000, 12, ipv4, { maskable: true, ...needs("ETH_TYPE", 0x0800) }),
  new OxmField("TCP_DST", 0x8000, 14, u16, needs("IP_PROTO", 6)),
  new OxmField("UDP_DST", 0x8000, 16, u16, needs("IP_PROTO", 17)),
  new OxmField("ICMPV4_TYPE", 0x8000, 19, u8, needs("IP_PROTO", 1)),
  new OxmField("NX_ETH_TYPE", 0x0000, 3, u16, { sameAs: "ETH_TYPE" }),
  new OxmField("NX_IP_DST", 0x0000, 8, ipv4, { sameAs: "IPV4_DST", ...needs("NX_ETH_TYPE", 0x0800) }),
  new OxmField("ARP_TPA", 0x8000, 23, ipv4, needs("ETH_TYPE", 0x0806)),
]);
const match10 = makeMatch10(u16, oxm);

interface MatchCodec {
  readMatch(reader: Reader): FieldEntry[];
  writeMatch(writer: Writer, fields: readonly FieldEntry[]): void;
}

function encode(codec: MatchCodec, fields: readonly FieldEntry[]): string {
  const writer = new Writer(8);
  codec.writeMatch(writer, fields);
  return Buffer.from(writer.finish()).toString("hex");
}

function decode(codec: MatchCodec, hex: string): FieldEntry[] {
  const bytes = Buffer.from(hex.replaceAll(" ", ""), "hex");
  const reader = new Reader();
  reader.open(bytes, 0, bytes.length);
  const fields = codec.readMatch(reader);
  expect(reader.offset - reader.start).toBe(bytes.length);
  return fields;
}

describe("prerequisites of fields that have two names", () => {
  const target = { field: "NX_IP_DST", value: "10.0.0.1" };

  it("are fulfilled by either", () => {
    const match = [{ field: "ETH_TYPE", value: 0x0800 }, target];
    expect(decode(oxm, encode(oxm, match))).toEqual(match);
    expect(decode(oxm, encode(oxm, [target]))).toEqual([{ field: "NX_ETH_TYPE", value: 0x0800 }, target]);
  });

  it("are contradicted by either", () => {
    const match = [{ field: "ETH_TYPE", value: 0x86dd }, target];
    expect(() => encode(oxm, match)).toThrow("NX_IP_DST needs ETH_TYPE 0x800, but the match has 0x86DD");
  });
});

describe("extensible match", () => {
  it("refuses values with bits outside of their masks, and says what the mask leaves", () => {
    const address = { field: "IPV4_DST", value: "10.0.0.1/8" };
    expect(() => encode(oxm, [{ field: "ETH_TYPE", value: 0x0800 }, address])).toThrow(
      'bad_value: match[1].value: "10.0.0.1" has bits outside of the mask "255.0.0.0", did you mean "10.0.0.0"?',
    );
    expect(() => encode(match10, [address])).toThrow(
      'match[0].value: "10.0.0.1" has bits outside of the mask',
    );
    const masked = { field: "ETH_DST", value: "01:00:00:00:00:01", mask: "01:00:00:00:00:00" };
    expect(() => encode(oxm, [masked])).toThrow('did you mean "01:00:00:00:00:00"?');
    expect(encode(oxm, [{ ...masked, value: "01:00:00:00:00:00/01:00:00:00:00:00", mask: undefined }])).toBe(
      "000100148000070c01000000000001000000000000000000",
    );
    const writer = new Writer(8);
    writer.uncheckedMatch = true;
    oxm.writeMatch(writer, [masked]);
    expect(Buffer.from(writer.finish()).toString("hex")).toContain("010000000001010000000000");
  });

  it("keeps the bytes of values that came with bits outside of their masks", () => {
    const hex = "000100148000070c0100000000010100000000000000 0000".replaceAll(" ", "");
    const fields = decode(oxm, hex);
    expect(fields).toEqual([{ field: "ETH_DST", value: "01:00:00:00:00:01", mask: "01:00:00:00:00:00" }]);
    expect(encode(oxm, fields)).toBe(hex);
    expect(() => encode(oxm, structuredClone(fields))).toThrow("has bits outside of the mask");
  });

  it.each([
    ["0001 0004 00000000", []],
    ["0001 000c 80000004 00000007 00000000", [{ field: "IN_PORT", value: 7 }]],
    ["0001 000a 80000c02 1064 000000000000", [{ field: "VLAN_VID", value: 100 }]],
    ["0001 000c 80000d04 1000 1000 00000000", [{ field: "VLAN_VID", value: 4096, mask: 0x1000 }]],
    [
      "0001 000c 0001d304 0020 0021 00000000",
      [{ field: "0x0001D304", value: Uint8Array.of(0, 0x20), mask: Uint8Array.of(0, 0x21) }],
    ],
    [
      "0001 000e ffff0006 4f4e4600 abcd 0000",
      [{ field: "0xFFFF0006.0x4F4E4600", value: Uint8Array.of(0xab, 0xcd) }],
    ],
  ])("%s", (hex, fields) => {
    expect(decode(oxm, hex)).toEqual(fields);
    expect(encode(oxm, fields)).toBe(hex.replaceAll(" ", ""));
  });

  it("takes a mask after a slash", () => {
    const long = encode(oxm, [
      { field: "ETH_TYPE", value: 0x0800 },
      { field: "IPV4_DST", value: "10.0.0.0", mask: "255.0.0.0" },
    ]);
    for (const value of ["10.0.0.0/8", "10.0.0.0/255.0.0.0"]) {
      expect(
        encode(oxm, [
          { field: "ETH_TYPE", value: 0x0800 },
          { field: "IPV4_DST", value },
        ]),
      ).toBe(long);
    }
    expect(() => encode(oxm, [{ field: "IPV4_DST", value: "10.0.0.0/33" }])).toThrow("at most 32");
  });

  it("adds what fields require, where it is certain", () => {
    expect(decode(oxm, encode(oxm, [{ field: "IPV4_DST", value: "10.0.0.1" }]))).toEqual([
      { field: "ETH_TYPE", value: 0x0800 },
      { field: "IPV4_DST", value: "10.0.0.1" },
    ]);
    // IP_PROTO is certain, IPv4 or IPv6 is not.
    expect(decode(oxm, encode(oxm, [{ field: "TCP_DST", value: 80 }])).map(({ field }) => field)).toEqual([
      "IP_PROTO",
      "TCP_DST",
    ]);
  });

  it("refuses contradictions, repetitions, unknown names and masks where none is allowed", () => {
    const arp = { field: "ETH_TYPE", value: 0x0806 };
    expect(() => encode(oxm, [arp, { field: "IPV4_DST", value: "10.0.0.1" }])).toThrow(
      "bad_value: match[1].field: IPV4_DST needs ETH_TYPE 0x800, but the match has 0x806",
    );
    expect(() => encode(oxm, [arp, arp])).toThrow("match[1].field: ETH_TYPE stands twice");
    expect(() => encode(oxm, [{ field: "ETH_DTS", value: 1 }])).toThrow("did you mean ETH_DST?");
    expect(() => encode(oxm, [{ field: "IN_PORT", value: 1, mask: 1 }])).toThrow(
      "match[0].mask: IN_PORT takes no mask",
    );
    expect(() => encode(oxm, [{ field: "IPV4_DST", value: "10.0.0" }])).toThrow("match[0].value: ");
  });

  it("remembers the bytes of a decoded match that it would not write like that, until it is changed", () => {
    const hex = "0001000c 80001804 0a000001 00000000";
    const fields = decode(oxm, hex);
    expect(encode(oxm, fields)).toBe(hex.replaceAll(" ", ""));
    expect(encode(oxm, [...fields])).not.toBe(hex.replaceAll(" ", ""));
    fields[0] = { field: "IPV4_DST", value: "10.0.0.2" };
    expect(encode(oxm, fields)).toContain("0800");
  });

  it.each([
    ["0000 0004 00000000", "match type 0, 1 (OXM) expected (at byte 0)"],
    ["0001 0003 00000000", "length 3, at least 4 expected"],
    ["0001 0030 00000000", "length 48, but 8 bytes left"],
    ["0001 000c 80000003 00000700 00000000", "IN_PORT of 3 bytes, 4 expected (at byte 4)"],
    ["0001 0007 80000004", "3 bytes left"],
    ["0001 000c 80000004 00000007", "truncated"],
  ])("refuses %s", (hex, message) => {
    expect(() => decode(oxm, hex)).toThrow(message.replace("3 bytes left", "bytes needed"));
  });
});

describe("match of OpenFlow 1.0", () => {
  const all = `003820ff${"00".repeat(36)}`;
  it("ignores everything when no field is given", () => {
    expect(encode(match10, [])).toBe(all);
    expect(decode(match10, all)).toEqual([]);
  });

  it.each([
    [[{ field: "VLAN_VID", value: 0 }], 18, "ffff"],
    [[{ field: "VLAN_VID", value: 4096 }], 18, "0000"],
    [[{ field: "VLAN_VID", value: 5 }], 18, "0005"],
    [
      [
        { field: "ETH_TYPE", value: 0x0806 },
        { field: "ARP_TPA", value: "10.0.0.1" },
      ],
      32,
      "0a000001",
    ],
    [
      [
        { field: "ETH_TYPE", value: 0x0800 },
        { field: "IP_PROTO", value: 17 },
        { field: "UDP_DST", value: 53 },
      ],
      38,
      "0035",
    ],
    [
      [
        { field: "ETH_TYPE", value: 0x0800 },
        { field: "IP_PROTO", value: 1 },
        { field: "ICMPV4_TYPE", value: 8 },
      ],
      36,
      "0008",
    ],
    [
      [
        { field: "ETH_TYPE", value: 0x0800 },
        { field: "IPV4_DST", value: "10.0.0.0", mask: "255.0.0.0" },
      ],
      32,
      "0a000000",
    ],
  ])("round-trips %j", (fields, offset, hex) => {
    const bytes = encode(match10, fields);
    expect(bytes.slice(2 * offset, 2 * offset + hex.length)).toBe(hex);
    expect(decode(match10, bytes)).toEqual(fields);
  });

  it("keeps bits without meaning of a decoded match", () => {
    const hex = "003fffff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324";
    const fields = decode(match10, hex);
    expect(fields).toEqual([]);
    expect(encode(match10, fields)).toBe(hex);
  });

  it("says what OpenFlow 1.0 cannot", () => {
    expect(() =>
      encode(match10, [{ field: "ETH_DST", value: "00:00:00:00:00:01", mask: "ff:00:00:00:00:00" }]),
    ).toThrow("match[0].mask: OpenFlow 1.0 takes no mask for ETH_DST");
    expect(() => encode(match10, [{ field: "IPV4_DST", value: "10.0.0.1", mask: "255.0.255.0" }])).toThrow(
      "no prefix mask",
    );
    expect(() => encode(match10, [{ field: "NOPE", value: 1 }])).toThrow("is not a match field");
  });
});
