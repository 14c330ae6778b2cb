import { u32 } from "../byte-read.js";
import { AddressCache } from "./address-cache.js";
import { badAddress } from "./bad-address.js";

/** How many IPv4 texts are kept for reuse: about 1 MB when full. */
const CACHED = 16384;

const ALLOWED =
  "an IPv4 address: four decimal numbers from 0 to 255 with dots and no leading zeros, as 10.0.0.1";

const ZERO = 0x30;
const DOT = 0x2e;

const cache = new AddressCache(
  CACHED,
  (_high, low) => `${low >>> 24}.${(low >>> 16) & 0xff}.${(low >>> 8) & 0xff}.${low & 0xff}`,
);

/**
 * The IPv4 address at `offset` as text: "10.0.0.1".
 *
 * Texts are kept in a cache of 16384 addresses, so that an address seen before costs a look-up.
 * The caller has checked that four bytes are there.
 */
export function readIpv4(bytes: Uint8Array, offset: number): string {
  return cache.get(0, u32(bytes, offset) | 0);
}

/**
 * Writes the four bytes of an IPv4 address at `offset`.
 *
 * @throws CodecError `bad_value` when the text is anything but four decimal numbers. Leading zeros are refused,
 *   for some read them as octal.
 */
export function writeIpv4(bytes: Uint8Array, offset: number, text: string): void {
  if (!parseIpv4(bytes, offset, text)) throw badAddress(text, ALLOWED);
}

/** Like `writeIpv4`, but says whether the text was an address. */
export function parseIpv4(bytes: Uint8Array, offset: number, text: string): boolean {
  if (typeof text !== "string") return false;
  let position = 0;
  for (let i = 0; i < 4; i++) {
    if (i > 0 && text.charCodeAt(position++) !== DOT) return false;
    const start = position;
    let value = 0;
    while (isDigit(text.charCodeAt(position))) {
      value = value * 10 + text.charCodeAt(position++) - ZERO;
      if (value > 255) return false;
    }
    const digits = position - start;
    if (digits === 0 || (digits > 1 && text[start] === "0")) return false;
    bytes[offset + i] = value;
  }
  return position === text.length;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}
