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
  it("writes what JSON.stringify does", () => {
    const numbers = [
      0,
      -0,
      7,
      10,
      99,
      100,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 53,
      -1,
      1.5,
      1e21,
      5e-7,
      Number.NaN,
      Infinity,
    ];
    const texts = [
      "",
      "é\u2028",
      '"\\\n\u0001',
      "\ud800",
      "😀",
      "\u007f",
      "x".repeat(100_000),
      "\u0000".repeat(40_000),
    ];
    const values = [
      numbers,
      texts,
      { 'a"b': 1, é: null, constructor: true },
      [[], [{}]],
      new (class A {
        a = 1;
      })(),
    ];
    for (const value of values) {
      expect(formatJson(value)).toBe(JSON.stringify(value));
      expect(formatJson(value, 2)).toBe(JSON.stringify(value, undefined, 2));
    }
  });
  it("keeps all digits of a bigint", () => {
    for (const value of [-1n, 0n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 53n + 1n, 2n ** 128n - 1n]) {
      expect(formatJson(value)).toBe(`${value}`);
    }
  });
  it("may be asked for JSON by a view that it asks", () => {
    const view = { a: 1, toJSON: () => formatJson({ b: [2] }) };
    expect(formatJson([0, view, { c: view }])).toBe('[0,"{\\"b\\":[2]}",{"c":"{\\"b\\":[2]}"}]');
  });
});
