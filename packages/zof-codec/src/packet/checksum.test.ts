import { expect, test } from "vitest";
import { addWords, internetChecksum, putU16 } from "./checksum.js";
import { crc32c } from "./crc32c.js";

test("the Internet checksum of the example in RFC 1071", () => {
  const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);
  expect(internetChecksum(addWords(0, bytes))).toBe(~0xddf2 & 0xffff);
});

test("an odd last byte is the upper half of a word", () => {
  expect(addWords(1, Uint8Array.of(0x12, 0x34, 0x56))).toBe(1 + 0x1234 + 0x5600);
  expect(addWords(0, Uint8Array.of(0xff, 0x12, 0x34, 0xff), 1, 3)).toBe(0x1234);
});

test("bytes with their own checksum add up to none", () => {
  const bytes = new Uint8Array(65_534).fill(0xff);
  putU16(bytes, 10, 0);
  putU16(bytes, 10, internetChecksum(addWords(0, bytes)));
  expect(internetChecksum(addWords(0, bytes))).toBe(0);
});

test("CRC32c has the check values of RFC 3720 section B.4", () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
});
