import { describe, expect, it } from "vitest";
import { CodecError } from "../codec-error.js";
import { Hole } from "../hole.js";
import { type Put, Writer } from "../writer.js";
import { putI32, putU8, putU16, putU24, putU32, putU64 } from "./integers.js";

function written(put: Put, size: number, value: unknown): string {
  const writer = new Writer(size);
  put(writer, writer.reserve(size), value, "x");
  return Buffer.from(writer.finish()).toString("hex");
}

describe("integers as people write them", () => {
  it.each([
    [putU8, 1, 255, "ff"],
    [putU16, 2, 0x1234, "1234"],
    [putU16, 2, "0x1234", "1234"],
    [putU16, 2, 4660n, "1234"],
    [putU24, 3, 0xabcdef, "abcdef"],
    [putU32, 4, 0xffffffff, "ffffffff"],
    [putU32, 4, "4294967295", "ffffffff"],
    [putI32, 4, -2, "fffffffe"],
    [putI32, 4, "-2", "fffffffe"],
    [putU64, 8, 0x1_0000_0001, "0000000100000001"],
    [putU64, 8, 2n ** 64n - 1n, "ffffffffffffffff"],
    [putU64, 8, "0xffffffffffffffff", "ffffffffffffffff"],
    [putU64, 8, Number.MAX_SAFE_INTEGER, "001fffffffffffff"],
  ] as const)("writes (%#)", (put, size, value, hex) => {
    expect(written(put, size, value)).toBe(hex);
  });

  it.each([
    [putU8, 256],
    [putU8, -1],
    [putU16, 1.5],
    [putU16, Number.NaN],
    [putU16, "12x"],
    [putU16, ""],
    [putU16, null],
    [putU16, {}],
    [putU16, true],
    [putU32, 2 ** 32],
    [putU64, 2n ** 64n],
    [putU64, -1n],
  ] as const)("refuses what does not fit, with the range (%#)", (put, value) => {
    expect(() => written(put, 8, value)).toThrow(/^bad_value: x: .+ is not an integer from 0 to \d+$/);
  });

  it("says that a value is missing, and names the hole that got none", () => {
    expect(() => written(putU16, 2, undefined)).toThrow("missing: x: a value is required");
    expect(() => written(putU16, 2, new Hole("port"))).toThrow("missing: x: no value was given for $port");
  });

  it("notes a hole with its place when a template is encoded", () => {
    const writer = new Writer(8);
    writer.patches = [];
    writer.reserve(2);
    putU16(writer, writer.reserve(2), new Hole("port"), "port_no");
    const [patch] = writer.patches;
    expect(patch).toMatchObject({ offset: 2, field: "port_no", hole: { name: "port" } });
    patch?.put(writer, patch.offset, 7, patch.field);
    expect([...writer.finish().subarray(2)]).toEqual([0, 7]);
  });

  it("keeps long values short in messages", () => {
    expect(() => written(putU16, 2, "x".repeat(500))).toThrow(/^.{0,120}$/);
    expect(new CodecError("bad_value", "no").at("value").at("match", 2).at("msg").path).toBe(
      "msg.match[2].value",
    );
  });
});
