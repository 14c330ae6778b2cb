import { describe, expect, it } from "vitest";
import { Writer } from "../writer.js";
import { fixedBytes } from "./bytes.js";
import { Reader } from "./reader.js";
import { dpid, dscp10, duration, type Scalar, vlan, vlan10 } from "./scalar.js";
import { fixedText } from "./text.js";

function write(scalar: Scalar, value: unknown): string {
  const writer = new Writer(4);
  scalar.put(writer, writer.reserve(scalar.size), value, "x");
  return Buffer.from(writer.finish()).toString("hex");
}

function read(scalar: Scalar, hex: string): unknown {
  const bytes = Buffer.from(hex, "hex");
  const reader = new Reader();
  reader.open(bytes, 0, bytes.length);
  return scalar.get(reader, reader.start);
}

describe("scalars", () => {
  it.each([
    [dpid, "00000000000000ff", "00:00:00:00:00:00:00:ff"],
    [duration, "0000000000000000", "0"],
    [duration, "ffffffff3b9ac9ff", "4294967295.999999999"],
    [duration, "00000001ffffffff", "1.4294967295"],
    [vlan, "0000", 0],
    [vlan, "1000", 4096],
    [vlan, "1064", 100],
    [vlan, "0064", -100],
    [vlan, "ffff", -65535],
    [vlan10, "ffff", 0],
    [vlan10, "0000", 4096],
    [vlan10, "0064", 100],
    [vlan10, "1064", -4196],
    [dscp10, "b8", 46],
    [fixedText(4), "61620000", "ab"],
    [fixedText(4), "61626364", "abcd"],
    [fixedText(4), "c3bc0000", "ü"],
    [fixedText(4), "61ff8000", "a\udcff\udc80"],
    [fixedBytes(2), "beef", Uint8Array.of(0xbe, 0xef)],
  ] as const)("%# reads and writes the same", (scalar, hex, value) => {
    expect(read(scalar as Scalar, hex)).toEqual(value);
    expect(write(scalar as Scalar, value)).toBe(hex);
  });

  it("takes other forms of the same value", () => {
    for (const value of [255, 255n, "0xff", "255"]) expect(write(dpid, value)).toBe("00000000000000ff");
    for (const value of [1.5, "1.5", "1.500000000"]) expect(write(duration, value)).toBe("000000011dcd6500");
    expect(write(vlan, 4196)).toBe("1064");
  });

  it.each([
    [dpid, "0:1", "is not a datapath id, as 00:00:00:00:00:00:00:01 or 0x1"],
    [dpid, -1, "is not a datapath id"],
    [duration, "1s", "is not a duration in seconds"],
    [duration, "1.5.5", "is not a duration"],
    [vlan, 8192, "is not an integer from -65535 to 8191"],
    [dscp10, 64, "is not an integer from 0 to 63"],
    [fixedText(4), "abcde", "5 bytes of text, at most 4 fit"],
    [fixedText(4), 7, "7 is not text"],
    [fixedBytes(2), "abc", "is not bytes"],
    [fixedBytes(2), "abcdef", "3 bytes, 2 expected"],
  ] as const)("%# refuses, and says why", (scalar, value, message) => {
    expect(() => write(scalar as Scalar, value)).toThrow(message);
  });
});
