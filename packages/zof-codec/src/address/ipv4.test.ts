import { isIPv4 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodecError } from "../codec-error.js";
import { readIpv4, writeIpv4 } from "./ipv4.js";

describe("IPv4 addresses", () => {
  test("are read at an offset", () => {
    expect(readIpv4(Uint8Array.of(9, 10, 0, 200, 255), 1)).toBe("10.0.200.255");
  });

  test("read back as written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        const text = readIpv4(bytes, 0);
        expect(text).toBe(Array.from(bytes).join("."));
        const written = new Uint8Array(6);
        writeIpv4(written, 1, text);
        expect(written).toEqual(Uint8Array.of(0, ...bytes, 0));
      }),
    );
  });

  test("are taken exactly when Node.js takes them", () => {
    const part = fc.oneof(
      fc.integer({ min: 0, max: 300 }).map(String),
      fc.constantFrom("", "00", "01", "a", " 1"),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 5 }), (parts) => {
        const text = parts.join(".");
        const write = () => writeIpv4(new Uint8Array(4), 0, text);
        if (isIPv4(text)) write();
        else expect(write).toThrow(CodecError);
      }),
    );
  });

  test.each(["", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "1..2.3", "0x1.2.3.4"])(
    "refuse %j",
    (text) => {
      expect(() => writeIpv4(new Uint8Array(4), 0, text)).toThrow(
        /^bad_value: ".*" is not an IPv4 address: four .* as 10\.0\.0\.1$/,
      );
    },
  );

  test("refuse what is not text", () => {
    expect(() => writeIpv4(new Uint8Array(4), 0, undefined as never)).toThrow(
      "undefined is not an IPv4 address",
    );
  });
});
