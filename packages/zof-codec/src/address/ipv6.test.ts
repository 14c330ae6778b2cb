import { isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CodecError } from "../codec-error.js";
import { readIpv6, writeIpv6 } from "./ipv6.js";

function write(text: string): Uint8Array {
  const bytes = new Uint8Array(18).fill(0xee);
  writeIpv6(bytes, 1, text);
  expect([bytes[0], bytes[17]]).toEqual([0xee, 0xee]);
  return bytes.slice(1, 17);
}

/** The form that the URL standard gives an IPv6 host: that of RFC 5952, except for IPv4-mapped addresses. */
function asUrlHost(text: string): string {
  return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}

const sixteen = fc.oneof(
  fc.uint8Array({ minLength: 16, maxLength: 16 }),
  fc
    .array(fc.constantFrom(0, 0, 0, 1, 0xab, 0xffff), { minLength: 8, maxLength: 8 })
    .map((groups) => Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]))),
);

describe("IPv6 addresses", () => {
  test.each([
    ["::", "::"],
    ["::1", "::1"],
    ["1::", "1::"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"],
    ["::ffff:10.0.0.1", "::ffff:10.0.0.1"],
    ["::ffff:a00:1", "::ffff:10.0.0.1"],
    ["::10.0.0.1", "::a00:1"],
    ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
    ["0:0:0:0:0:ffff:1.2.3.4", "::ffff:1.2.3.4"],
    ["fe80:0000:0000:0000:0202:b3ff:fe1e:8329", "fe80::202:b3ff:fe1e:8329"],
  ])("%s is read as %s", (text, canonical) => {
    expect(readIpv6(write(text), 0)).toBe(canonical);
  });

  test("read back as written", () => {
    fc.assert(
      fc.property(sixteen, (bytes) => {
        const text = readIpv6(bytes, 0);
        expect(write(text)).toEqual(bytes);
        if (!text.includes(".")) expect(text).toBe(asUrlHost(text));
      }),
    );
  });

  test("are taken exactly when Node.js takes them", () => {
    const part = fc.constantFrom(
      "",
      "",
      "",
      "0",
      "1",
      "ab",
      "FFFF",
      "0db8",
      "12345",
      "g",
      "1.2.3.4",
      "1.2.3",
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 10 }), (parts) => {
        const text = parts.join(":");
        if (isIPv6(text)) expect(asUrlHost(readIpv6(write(text), 0))).toBe(asUrlHost(text));
        else expect(() => write(text)).toThrow(CodecError);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(["", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "::1:2:3:4:5:6:7:8"])(
    "refuse %j",
    (text) => {
      expect(() => write(text)).toThrow(
        /^bad_value: ".*" is not an IPv6 address: eight .* as 2001:db8::1 or /,
      );
    },
  );

  test.each([
    "fe80::1%eth0",
    "2001:db8::/64",
    "1.2.3.4::",
    "1:2:3:4:5:6:7:1.2.3.4",
    "::1.2.3.4:5",
    "10.0.0.1",
  ])("refuse %j", (text) => {
    expect(() => write(text)).toThrow(CodecError);
  });

  test("refuse what is not text", () => {
    expect(() => write(1n as never)).toThrow("1 is not an IPv6 address");
  });
});
