import { describe, expect, it } from "vitest";
import { canonical } from "./canonical.js";
import { parseWideJson } from "./parse-wide-json.js";

describe("parseWideJson", () => {
  it("keeps every bit of long integers", () => {
    expect(parseWideJson('{"a":18446744073709551615,"b":-9007199254740993,"c":7}')).toEqual({
      a: 18446744073709551615n,
      b: -9007199254740993n,
      c: 7,
    });
  });

  it("leaves digits in strings and fractions alone", () => {
    const text =
      '["18446744073709551615","\\"18446744073709551615",0.1234567890123456,1e16,1234567890123456.5]';
    expect(parseWideJson(text)).toEqual([
      "18446744073709551615",
      '"18446744073709551615',
      0.1234567890123456,
      1e16,
      1234567890123456.5,
    ]);
  });
});

describe("canonical", () => {
  it("gives equal values one form", () => {
    const bytes = Uint8Array.of(0xab, 0x01);
    expect(canonical({ a: 1, b: [2n, bytes], c: undefined })).toEqual({ a: 1n, b: [2n, "AB01"] });
  });
});
