import { describe, expect, it } from "vitest";
import { Writer } from "../writer.js";
import { EnumTable } from "./enum-table.js";
import { FlagTable } from "./flag-table.js";
import { NumberTable } from "./number-table.js";

const command = new EnumTable("Command", 8, { ADD: 0, MODIFY: 1, DELETE_STRICT: 4 });
const port = new NumberTable("Port", 16, { ALL: 0xfffc, ANY: 0xffff, NONE: 0xffff });
const bit = (value: number) => ({ value, mask: value });
const state = new FlagTable("State", 32, {
  LINK_DOWN: bit(1),
  LISTEN: { value: 0, mask: 0x300 },
  LEARN: { value: 0x100, mask: 0x300 },
  TOP: bit(0x80000000),
});

function put(table: { put: EnumTable<string>["put"] }, value: unknown): string {
  const writer = new Writer(8);
  table.put(writer, writer.reserve(4), value, "x");
  return Buffer.from(writer.finish()).toString("hex");
}

describe("enumerations", () => {
  it("reads names, and hexadecimal text for what has none", () => {
    expect([0, 4, 9].map((value) => command.name(value))).toEqual(["ADD", "DELETE_STRICT", "0x09"]);
  });
  it("writes names, integers and hexadecimal text", () => {
    expect(["ADD", 1, "0x09", 255n].map((value) => command.value(value))).toEqual([0, 1, 9, 255]);
  });
  it("refuses the rest, with the nearest name or all", () => {
    expect(() => put(command, "DELETE_STRIC")).toThrow("is not a Command: did you mean DELETE_STRICT?");
    expect(() => put(command, "FROBNICATE")).toThrow("one of ADD, MODIFY, DELETE_STRICT, or an integer");
    expect(() => put(command, 256)).toThrow("256 is not a Command");
    expect(() => put(command, undefined)).toThrow("missing: x: a Command is required");
  });
});

describe("numbers with reserved names", () => {
  it("reads the first of two names for one value", () => {
    expect([1, 0xfffb, 0xfffc, 0xffff].map((value) => port.name(value))).toEqual([1, 0xfffb, "ALL", "ANY"]);
  });
  it("writes both", () => {
    expect(["ANY", "NONE", 7, "0x10"].map((value) => port.value(value))).toEqual([0xffff, 0xffff, 7, 16]);
    expect(() => put(port, 65536)).toThrow("bad_value");
  });
});

describe("flags", () => {
  it.each([
    [0, ["LISTEN"]],
    [1, ["LINK_DOWN", "LISTEN"]],
    [0x101, ["LINK_DOWN", "LEARN"]],
    [0x300, ["0x00000300"]],
    [0x80000000, ["LISTEN", "TOP"]],
    [0x40000002, ["LISTEN", "0x40000002"]],
  ])("reads %i, and writes the same", (value, names) => {
    expect(state.list(value)).toEqual(names);
    expect(Number.parseInt(put(state, names), 16)).toBe(value);
  });
  it("refuses what is no list, and names that are none", () => {
    expect(() => put(state, "LINK_DOWN")).toThrow("a list of State is required, as [LINK_DOWN]");
    expect(() => put(state, ["LINKDOWN"])).toThrow("did you mean LINK_DOWN?");
    expect(() => put(state, [2 ** 33])).toThrow("is not one of State");
  });
});
