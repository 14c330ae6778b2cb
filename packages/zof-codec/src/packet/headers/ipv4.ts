import { u8, u16 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { addWords, internetChecksum, putU16 } from "../checksum.js";
import { bits, type Field, ipv4Address, uint16, unsigned } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";
import { type BytesInput, optionBytes } from "../packet-input.js";
import {
  checkFragmentBits,
  DEFAULT_TTL,
  fragmentBits,
  ipFields,
  isLaterFragment,
  noHeaderInFragment,
} from "./ip.js";

const IPV4_SIZE = 20;
const MORE_FRAGMENTS = 1;

const options: Field<Uint8Array, BytesInput> = {
  slot: Slot.ipv4,
  read(bytes, at, layout) {
    const end = at + headerSize(bytes, at);
    const isWhole = end > at + IPV4_SIZE && end <= found(layout, Slot.payload);
    return isWhole ? bytes.subarray(at + IPV4_SIZE, end) : undefined;
  },
};

const addresses = {
  /** Source address (IPv4), "10.0.0.1". */
  ipv4_src: ipv4Address(Slot.ipv4, 12),
  /** Destination address (IPv4). */
  ipv4_dst: ipv4Address(Slot.ipv4, 16),
};

const fields = {
  ...addresses,
  ...ipFields,
  /** Identification, the same in all fragments of a datagram (IPv4). When building: 0 unless given. */
  x_ipv4_id: uint16(Slot.ipv4, 4),
  /** Flags (IPv4): 1 more fragments, 2 do not fragment. When building: 0 unless given. */
  x_ipv4_flags: bits(Slot.ipv4, 4, 13, 3),
  /** Place of a fragment in its datagram, in units of eight bytes (IPv4). When building: 0 unless given. */
  x_ipv4_frag_offset: bits(Slot.ipv4, 4, 0, 13),
  /** Options (IPv4), a multiple of four bytes and at most 40; absent when there are none. */
  x_ipv4_options: options,
};

/** IPv4 (RFC 791). */
export const ipv4 = header({
  name: "ipv4",
  slot: Slot.ipv4,
  fields,
  required: ["ipv4_src", "ipv4_dst", "ip_proto"],
  defaults: { nx_ip_ttl: DEFAULT_TTL },
  describe: ({ ipv4_src, ipv4_dst, nx_ip_frag }) =>
    `IPv4 ${ipv4_src} > ${ipv4_dst}${nx_ip_frag ? " fragment" : ""}`,
  pseudoHeader(values) {
    if (fragment(values) !== 0) throw noHeaderInFragment("x_ipv4_flags");
    const bytes = new Uint8Array(IPV4_SIZE);
    writeFields(bytes, 0, addresses, values);
    return { sum: (protocol, length) => addWords(protocol + length, bytes) };
  },
  wrap(values, body) {
    const optionsGiven = optionBytes(values.x_ipv4_options, "x_ipv4_options");
    const size = IPV4_SIZE + optionsGiven.length;
    const bytes = inFrontOf(body, size);
    if (bytes.length > 0xffff) {
      throw new CodecError("too_large", `${bytes.length} bytes, more than an IPv4 length can say (65535)`);
    }
    checkFragmentBits(values.nx_ip_frag, fragment(values));
    bytes[0] = 0x40 | (size / 4);
    writeFields(bytes, 0, fields, values);
    putU16(bytes, 2, bytes.length);
    bytes[9] = unsigned(values.ip_proto, "ip_proto", 8);
    bytes.set(optionsGiven, IPV4_SIZE);
    putU16(bytes, 10, internetChecksum(addWords(0, bytes, 0, size)));
    return bytes;
  },
});

/**
 * Notes the IPv4 header at `at`; returns where the transport header begins, -1 when there is none to look for.
 * A header of another version or with impossible lengths is not one.
 */
export function findIpv4(bytes: Uint8Array, at: number, layout: Layout): number {
  const end = found(layout, Slot.end);
  if (at + IPV4_SIZE > end) return -1;
  const size = headerSize(bytes, at);
  const length = u16(bytes, at + 2);
  if (u8(bytes, at) >>> 4 !== 4 || size < IPV4_SIZE || length < size) return -1;
  const place = u16(bytes, at + 6);
  const fragmented = fragmentBits(place & 0x1fff, (place & 0x2000) !== 0);
  layout[Slot.ip] = at;
  layout[Slot.ipv4] = at;
  layout[Slot.ipProto] = u8(bytes, at + 9);
  layout[Slot.ipFragment] = fragmented;
  layout[Slot.payload] = at + IPV4_SIZE;
  if (at + length < end) layout[Slot.end] = at + length;
  if (at + size > end) return -1;
  layout[Slot.payload] = at + size;
  return isLaterFragment(fragmented) ? -1 : at + size;
}

function headerSize(bytes: Uint8Array, at: number): number {
  return (u8(bytes, at) & 0x0f) * 4;
}

function fragment(values: {
  x_ipv4_flags?: number | undefined;
  x_ipv4_frag_offset?: number | undefined;
}): number {
  const { x_ipv4_flags = 0, x_ipv4_frag_offset = 0 } = values;
  return fragmentBits(x_ipv4_frag_offset, (x_ipv4_flags & MORE_FRAGMENTS) !== 0);
}
