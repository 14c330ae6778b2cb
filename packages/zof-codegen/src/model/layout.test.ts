import { describe, expect, it } from "vitest";
import { parseLayout } from "./layout.js";
import { namedValues } from "./values.js";
import { forVersion, inRange } from "./version-range.js";

describe("version ranges", () => {
  it("hold versions", () => {
    expect([1, 2, 4, 5].map((version) => inRange("2-4", version as 1))).toEqual([false, true, true, false]);
    expect(forVersion({ "1": "a", "2-6": "b" }, 3)).toBe("b");
    expect(forVersion({ "1": "a" }, 3)).toBeUndefined();
    expect([1, 2, 4].map((version) => inRange("1,4-6", version as 1))).toEqual([true, false, true]);
    expect(() => inRange("4-", 4)).toThrow('"4-" is not a version range');
  });
  it("give the values of an enumeration", () => {
    expect(namedValues({ A: 0, B: { "1": 5 }, C: { "2-6": "0x10" } }, 4)).toEqual({ A: 0, C: 16 });
  });
});

describe("layout", () => {
  const parse = (item: string) => parseLayout([item], 4, "Test")[0];
  it.each([
    ["port_no: u32", { kind: "value", name: "port_no", type: "u32" }],
    ["table_id: u8 + 1", { kind: "value", name: "table_id", type: "u8+1" }],
    ["pad: 4", { kind: "pad", size: 4 }],
    ["pad to 8", { kind: "align" }],
    ["sizeof(this): u16", { kind: "sizeof", name: "this", type: "u16" }],
    ["actions: Action[]", { kind: "list", name: "actions", type: "Action" }],
    ["...Port", { kind: "spread", type: "Port" }],
    ["key=25: u16", { kind: "key", value: 25, type: "u16" }],
    ["table_id = 0", { kind: "constant", name: "table_id", value: 0 }],
    ['name = ""', { kind: "constant", name: "name", value: "" }],
    ["in_port = match.IN_PORT", { kind: "lifted", name: "in_port", field: "IN_PORT" }],
    ["type, code: qualified", { kind: "qualified", name: "code", qualifier: "type" }],
  ])("%s", (text, item) => expect(parse(text)).toEqual(item));

  it("chooses by version", () => {
    const entries = ["a: u8", { "2-3": "pad: 1", "4-6": ["b: u8", { "6": "c: u8" }] }];
    const names = (version: 1 | 3 | 4 | 6) =>
      parseLayout(entries, version, "Test").map((item) => ("name" in item ? item.name : item.kind));
    expect(names(1)).toEqual(["a"]);
    expect(names(3)).toEqual(["a", "pad"]);
    expect(names(4)).toEqual(["a", "b"]);
    expect(names(6)).toEqual(["a", "b", "c"]);
  });

  it.each(["port_no", "port_no : u32", ""])("refuses %j", (text) => {
    expect(() => parse(text)).toThrow(`Test: "${text}" is not a layout item`);
  });
});
