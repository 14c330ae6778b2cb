import { describe, expect, it } from "vitest";
import { Writer } from "../writer.js";
import { readHelloVersions, writeHelloVersions } from "./hello.js";
import { Reader } from "./reader.js";

function read(hex: string): number[] | undefined {
  const bytes = Buffer.from(hex.replaceAll(" ", ""), "hex");
  const reader = new Reader();
  reader.open(bytes, 0, bytes.length);
  return readHelloVersions(reader);
}

function write(versions: number[] | undefined): string {
  const writer = new Writer(8);
  writeHelloVersions(writer, versions);
  return Buffer.from(writer.finish()).toString("hex");
}

describe("elements of a HELLO", () => {
  it("are none", () => {
    expect(read("")).toBeUndefined();
    expect(write(undefined)).toBe("");
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
  it("are refused when their length lies", () => {
    expect(() => read("0001 0003 00000010")).toThrow("bad_length: length 3");
    expect(() => read("0001 0010 00000010")).toThrow("length 16, but 8 bytes left");
    expect(() => write([])).toThrow("at least one version");
    expect(() => write([256])).toThrow("versions[0]");
  });
});
