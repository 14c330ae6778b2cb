import { describe, expect, it } from "vitest";
import { Writer } from "../writer.js";
import { readHelloElements, writeHelloElements } from "./hello.js";
import { Reader } from "./reader.js";

function decoded(hex: string): { versions?: number[] } {
  const bytes = Buffer.from(hex.replaceAll(" ", ""), "hex");
  const reader = new Reader();
  reader.open(bytes, 0, bytes.length);
  const body: { versions?: number[] } = {};
  readHelloElements(reader, body);
  return body;
}

const read = (hex: string) => decoded(hex).versions;

function encoded(body: { versions?: number[] }): string {
  const writer = new Writer(8);
  writeHelloElements(writer, body);
  return Buffer.from(writer.finish()).toString("hex");
}

const write = (versions?: number[]) => encoded(versions === undefined ? {} : { versions });

describe("elements of a HELLO", () => {
  it("are none", () => {
    expect(read("")).toBeUndefined();
    expect(write()).toBe("");
  });
  it("list versions beyond 31 too", () => {
    expect(read("0001 0008 00000012")).toEqual([1, 4]);
    expect(write([1, 4])).toBe("0001000800000012");
    expect(read("0001 000c 00000000 00000001 00000000")).toEqual([32]);
    expect(write([32])).toBe("0001000c000000000000000100000000");
  });
  it("of other types are skipped, with or without padding at the end", () => {
    expect(read("0007 0006 abcd 0000 0001 0008 00000010")).toEqual([4]);
    expect(read("0001 0008 00000010 0007 0005 ab")).toEqual([4]);
  });
  it.each([
    ["another type before the bitmap", "00070006010200000001000800000012"],
    ["another type alone", "0007000a010203040506000000000000"],
    ["two bitmaps", "00010008000000020001000800000010"],
    ["a bitmap longer than it needs to be", "0001000c000000100000000000000000"],
    ["a bitmap without versions", "0001000800000000"],
    ["padding that is not zero", "0007000501010203"],
    ["no padding", "0007000501"],
  ])("are the same bytes again, as long as nobody changes the versions: %s", (_, hex) => {
    const body = decoded(hex);
    expect(encoded(body)).toBe(hex);
    expect(encoded({ ...body, versions: [4] })).toBe("0001000800000010");
    body.versions = [1];
    expect(encoded(body)).toBe("0001000800000002");
  });
  it("are refused when their length lies", () => {
    expect(() => read("0001 0003 00000010")).toThrow("bad_length: length 3");
    expect(() => read("0001 0010 00000010")).toThrow("length 16, but 8 bytes left");
    expect(() => write([])).toThrow("at least one version");
    expect(() => write([256])).toThrow("versions[0]");
  });
});
