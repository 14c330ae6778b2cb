import { describe, expect, it } from "vitest";
import { Writer } from "../writer.js";
import { fixedBytes } from "./bytes.js";
import { OxmCodec } from "./oxm-codec.js";
import { OxmField } from "./oxm-field.js";
import { Reader } from "./reader.js";
import { u128 } from "./u128.js";

const oxm = new OxmCodec([
  new OxmField("METADATA0", 1, 40, fixedBytes(124), { variable: true, maskable: true }),
  new OxmField("LABEL", 1, 108, u128, { maskable: true }),
]);

function encode(entry: { field: string; value: unknown; mask?: unknown }): string {
  const writer = new Writer(8);
  oxm.writeField(writer, entry);
  return Buffer.from(writer.finish()).toString("hex");
}

function decode(hex: string): unknown {
  const bytes = Buffer.from(hex, "hex");
  const reader = new Reader();
  reader.open(bytes, 0, bytes.length);
  return oxm.readField(reader);
}

describe("a field that may be shorter", () => {
  it.each([
    ["000150021234", { field: "METADATA0", value: Uint8Array.of(0x12, 0x34) }],
    ["0001510212ff", { field: "METADATA0", value: Uint8Array.of(0x12), mask: Uint8Array.of(0xff) }],
    [`0001d810${"00".repeat(15)}07`, { field: "LABEL", value: 7n }],
  ])("%s", (hex, entry) => {
    expect(decode(hex)).toEqual(entry);
    expect(encode(entry)).toBe(hex);
  });

  it.each([
    [{ field: "METADATA0", value: "00".repeat(125) }, "at most 124 bytes"],
    [{ field: "METADATA0", value: "0012", mask: "ff" }, "mask: 1 bytes, but the value has 2"],
    [{ field: "LABEL", value: 1n << 128n }, "at most 128 bits"],
  ])("%o is refused", (entry, message) => {
    expect(() => encode(entry)).toThrow(message);
  });

  it("has a mask of its own length", () => {
    expect(() => decode("00015103123456")).toThrow("METADATA0 of 3 bytes");
  });
});
