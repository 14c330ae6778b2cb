import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodecError } from "../codec-error.js";
import { readMac, writeMac } from "./mac.js";

function plain(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(":");
}

describe("MAC addresses", () => {
  test("are read at an offset, in lower case", () => {
    const bytes = Uint8Array.of(0xff, 0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0xff);
    expect(readMac(bytes, 1)).toBe("0a:1b:2c:3d:4e:ff");
  });

  test("are read within a view of a larger buffer", () => {
    const buffer = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect(readMac(buffer.subarray(2), 1)).toBe("04:05:06:07:08:09");
  });

  test("read back as written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), fc.boolean(), (bytes, upper) => {
        const text = readMac(bytes, 0);
        expect(text).toBe(plain(bytes));
        const written = new Uint8Array(8);
        writeMac(written, 1, upper ? text.toUpperCase() : text);
        expect(written).toEqual(Uint8Array.of(0, ...bytes, 0));
      }),
    );
  });

  test("stay right when there are more than the cache holds", () => {
    const bytes = new Uint8Array(6);
    const view = new DataView(bytes.buffer);
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 40_000; i++) {
        view.setUint16(0, i & 3);
        view.setUint32(2, i);
        if (readMac(bytes, 0) !== plain(bytes)) expect(readMac(bytes, 0)).toBe(plain(bytes));
      }
    }
  });

  test.each([
    "",
    "0a:1b:2c:3d:4e",
    "0a:1b:2c:3d:4e:5f:60",
    "0a-1b-2c-3d-4e-5f",
    "a:1b:2c:3d:4e:5f:",
    "0a:1b:2c:3d:4e:5g",
    "0a:1b:2c:3d:4e:5é",
    " a:1b:2c:3d:4e:5f",
  ])("refuse %j", (text) => {
    const write = () => writeMac(new Uint8Array(6), 0, text);
    expect(write).toThrow(CodecError);
    expect(write).toThrow(/^bad_value: ".*" is not a MAC address: six .* as 0a:1b:2c:3d:4e:5f$/);
  });

  test("refuse what is not text", () => {
    expect(() => writeMac(new Uint8Array(6), 0, 12 as never)).toThrow("12 is not a MAC address");
    expect(() => writeMac(new Uint8Array(6), 0, "x".repeat(1000))).toThrow(/^.{1,180}$/);
  });
});
