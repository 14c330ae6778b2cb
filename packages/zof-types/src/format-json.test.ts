import { describe, expect, it } from "vitest";
import { formatJson } from "./format-json.js";

describe("formatJson", () => {
  it("writes bigints as integers and bytes as hexadecimal text", () => {
    const value = {
      a: 2n ** 64n - 1n,
      b: Uint8Array.of(1, 0xab),
      c: [1, "x", null, true],
      d: {},
      e: [],
      f: undefined,
    };
    expect(formatJson(value)).toBe(
      '{"a":18446744073709551615,"b":"01AB","c":[1,"x",null,true],"d":{},"e":[]}',
    );
  });
  it("indents", () => {
    expect(formatJson({ a: [1, { b: 2 }] }, 2)).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": 2\n    }\n  ]\n}',
    );
    expect(JSON.parse(formatJson({ a: [1, { b: 2 }] }, 2))).toEqual({ a: [1, { b: 2 }] });
  });
  it("asks views for their plain form", () => {
    expect(formatJson({ view: { toJSON: () => ({ x: 1n }) } })).toBe('{"view":{"x":1}}');
  });
});
