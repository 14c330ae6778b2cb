import { u16, u32 } from "../byte-read.js";
import { AddressCache } from "./address-cache.js";
import { badAddress } from "./bad-address.js";
import { hexDigit } from "./hex-digit.js";

/** How many MAC texts are kept for reuse: about 1 MB when full. */
const CACHED = 16384;

const ALLOWED = "a MAC address: six two-digit hexadecimal bytes with colons, as 0a:1b:2c:3d:4e:5f";

const cache = new AddressCache(CACHED, (high, low) => {
  const digits = high.toString(16).padStart(4, "0") + (low >>> 0).toString(16).padStart(8, "0");
  return digits.replace(/..(?=.)/g, "$&:");
});

/**
 * The MAC address at `offset` as text: lower-case with colons, "0a:1b:2c:3d:4e:5f".
 *
 * Texts are kept in a cache of 16384 addresses, so that an address seen before costs a look-up.
 * The caller has checked that six bytes are there.
 */
export function readMac(bytes: Uint8Array, offset: number): string {
  return cache.get(u16(bytes, offset), u32(bytes, offset + 2) | 0);
}

/**
 * Writes the six bytes of a MAC address at `offset`. Upper-case digits are taken too.
 *
 * @throws CodecError `bad_value` when the text is anything else; nothing sensible is then at `offset`.
 */
export function writeMac(bytes: Uint8Array, offset: number, text: string): void {
  if (typeof text !== "string" || text.length !== 17) throw badAddress(text, ALLOWED);
  for (let i = 0; i < 6; i++) {
    const high = hexDigit(text, i * 3);
    const low = hexDigit(text, i * 3 + 1);
    if (high < 0 || low < 0 || (i < 5 && text[i * 3 + 2] !== ":")) throw badAddress(text, ALLOWED);
    bytes[offset + i] = (high << 4) | low;
  }
}
