import { u16 } from "../byte-read.js";
import { badAddress } from "./bad-address.js";
import { parseIpv4, readIpv4 } from "./ipv4.js";

const ALLOWED =
  "an IPv6 address: eight groups of one to four hexadecimal digits with colons, as 2001:db8::1 or ::ffff:10.0.0.1";

const GROUP = /^[0-9a-fA-F]{1,4}$/;

/** No valid text is longer: eight groups, the last two written as IPv4. */
const LONGEST = 45;

/**
 * The IPv6 address at `offset` as text in the form of RFC 5952: lower-case, no leading zeros, the longest run
 * of two or more zero groups (the first of equals) as "::", and IPv4-mapped addresses as "::ffff:10.0.0.1".
 *
 * The caller has checked that sixteen bytes are there.
 */
export function readIpv6(bytes: Uint8Array, offset: number): string {
  const { start, length } = longestZeroRun(bytes, offset);
  if (start === 0 && length === 5 && u16(bytes, offset + 10) === 0xffff) {
    return `::ffff:${readIpv4(bytes, offset + 12)}`;
  }
  if (length < 2) return groups(bytes, offset, 0, 8);
  return `${groups(bytes, offset, 0, start)}::${groups(bytes, offset, start + length, 8)}`;
}

/**
 * Writes the sixteen bytes of an IPv6 address at `offset`. All forms of RFC 4291 section 2.2 are taken;
 * zones ("%eth0") and prefix lengths ("/64") are not part of an address.
 *
 * @throws CodecError `bad_value` when the text is anything else.
 */
export function writeIpv6(bytes: Uint8Array, offset: number, text: string): void {
  if (typeof text !== "string" || text.length > LONGEST) throw badAddress(text, ALLOWED);
  const halves = text.split("::");
  if (halves.length > 2) throw badAddress(text, ALLOWED);
  const compressed = halves.length === 2;
  bytes.fill(0, offset, offset + 16);
  const head = writeGroups(bytes, offset, halves[0] as string, !compressed);
  if (head < 0) throw badAddress(text, ALLOWED);
  if (!compressed) {
    if (head !== 16) throw badAddress(text, ALLOWED);
    return;
  }
  const tail = new Uint8Array(16);
  const size = writeGroups(tail, 0, halves[1] as string, true);
  if (size < 0 || head + size > 14) throw badAddress(text, ALLOWED);
  bytes.set(tail.subarray(0, size), offset + 16 - size);
}

function longestZeroRun(bytes: Uint8Array, offset: number): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && u16(bytes, offset + (start + length) * 2) === 0) length++;
    if (length > best.length) best = { start, length };
    start += length;
  }
  return best;
}

function groups(bytes: Uint8Array, offset: number, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) {
    if (i > from) text += ":";
    text += u16(bytes, offset + i * 2).toString(16);
  }
  return text;
}

/** Writes groups separated by colons, the last perhaps as IPv4; returns how many bytes, or -1 when malformed. */
function writeGroups(bytes: Uint8Array, offset: number, text: string, mayEndInIpv4: boolean): number {
  if (text === "") return 0;
  const parts = text.split(":");
  if (parts.length > 8) return -1;
  let size = 0;
  for (const [i, part] of parts.entries()) {
    if (GROUP.test(part)) {
      const value = Number.parseInt(part, 16);
      bytes[offset + size] = value >>> 8;
      bytes[offset + size + 1] = value & 0xff;
      size += 2;
    } else {
      const last = i === parts.length - 1;
      if (!last || !mayEndInIpv4 || size > 12 || !parseIpv4(bytes, offset + size, part)) return -1;
      size += 4;
    }
  }
  return size;
}
