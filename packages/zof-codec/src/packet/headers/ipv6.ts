import { u8, u16 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { show } from "../../wire/integers.js";
import { addWords, putU16 } from "../checksum.js";
import { bits, type Field, ipv6Address, unsigned } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";
import { inputObjects } from "../packet-input.js";
import { checkFragmentBits, DEFAULT_TTL, ipFields, isLaterFragment, noHeaderInFragment } from "./ip.js";
import {
  ExtensionBits,
  extensionBytes,
  extensionFragmentBits,
  extensionSize,
  hasSegmentsLeft,
  type Ipv6Extension,
  type Ipv6ExtensionInput,
} from "./ipv6-extensions.js";

const IPV6_SIZE = 40;

const extensions: Field<Ipv6Extension[], readonly Ipv6ExtensionInput[]> = {
  slot: Slot.ipv6,
  read(bytes, at, layout) {
    const list: Ipv6Extension[] = [];
    let protocol = u8(bytes, at + 6);
    walkExtensions(bytes, at + IPV6_SIZE, found(layout, Slot.end), protocol, (offset, size, next) => {
      list.push({ protocol, data: bytes.subarray(offset + 1, offset + size) });
      protocol = next;
    });
    return list.length === 0 ? undefined : list;
  },
};

const extensionBits: Field<number> = {
  slot: Slot.ipv6,
  read: (bytes, at, layout) =>
    walkExtensions(bytes, at + IPV6_SIZE, found(layout, Slot.end), u8(bytes, at + 6)).bits,
};

const addresses = {
  /** Source address (IPv6) in the form of RFC 5952, "2001:db8::1". */
  ipv6_src: ipv6Address(Slot.ipv6, 8),
  /** Destination address (IPv6). */
  ipv6_dst: ipv6Address(Slot.ipv6, 24),
};

const fields = {
  ...addresses,
  ...ipFields,
  /** Flow label (IPv6), 0..1048575. When building: 0 unless given. */
  ipv6_flabel: bits(Slot.ipv6, 0, 0, 20),
  /**
   * Which extension headers there are (IPv6), as the bits of OpenFlow 1.3.5 section 7.2.3.8: 1 no next header,
   * 2 encrypted payload, 4 authentication, 8 destination options, 16 fragment, 32 routing, 64 hop-by-hop options,
   * 128 one is repeated, 256 they are out of order. Follows from other fields.
   */
  ipv6_exthdr: extensionBits,
  /** The extension headers that could be read (IPv6), in their order; absent when there are none. */
  x_ipv6_ext: extensions,
};

/** IPv6 (RFC 8200) with its extension headers. */
export const ipv6 = header({
  name: "ipv6",
  slot: Slot.ipv6,
  fields,
  required: ["ipv6_src", "ipv6_dst", "ip_proto"],
  defaults: { nx_ip_ttl: DEFAULT_TTL },
  describe: ({ ipv6_src, ipv6_dst, nx_ip_frag }) =>
    `IPv6 ${ipv6_src} > ${ipv6_dst}${nx_ip_frag ? " fragment" : ""}`,
  pseudoHeader(values) {
    const given = inputObjects(values.x_ipv6_ext, "x_ipv6_ext");
    if (inspect(extensionBytes(given, 0), given, 0).fragment !== 0) throw noHeaderInFragment("x_ipv6_ext");
    if (given.some(hasSegmentsLeft)) {
      const reason =
        "a transport header behind a routing header with segments left cannot be built; give it in the payload";
      throw new CodecError("bad_value", reason, { path: "x_ipv6_ext" });
    }
    const bytes = new Uint8Array(IPV6_SIZE);
    writeFields(bytes, 0, addresses, values);
    return { sum: (protocol, length) => addWords(protocol + length, bytes) };
  },
  wrap(values, body) {
    const given = inputObjects(values.x_ipv6_ext, "x_ipv6_ext");
    const protocol = unsigned(values.ip_proto, "ip_proto", 8);
    const between = extensionBytes(given, protocol);
    const length = between.length + body.length;
    if (length > 0xffff)
      throw new CodecError("too_large", `${length} bytes, more than an IPv6 length can say (65535)`);
    const actual = inspect(between, given, protocol);
    checkFragmentBits(values.nx_ip_frag, actual.fragment);
    if (values.ipv6_exthdr !== undefined && values.ipv6_exthdr !== actual.bits) {
      const reason = `${show(values.ipv6_exthdr)}, but x_ipv6_ext and ip_proto say ${actual.bits}`;
      throw new CodecError("bad_value", reason, { path: "ipv6_exthdr" });
    }
    const bytes = inFrontOf(body, IPV6_SIZE + between.length);
    bytes[0] = 0x60;
    writeFields(bytes, 0, fields, values);
    putU16(bytes, 4, length);
    bytes[6] = given[0]?.protocol ?? protocol;
    bytes.set(between, IPV6_SIZE);
    return bytes;
  },
});

/**
 * Notes the IPv6 header at `at` and its extension headers; returns where the transport header begins, -1 when
 * there is none to look for.
 */
export function findIpv6(bytes: Uint8Array, at: number, layout: Layout): number {
  const end = found(layout, Slot.end);
  if (at + IPV6_SIZE > end || u8(bytes, at) >>> 4 !== 6) return -1;
  const length = u16(bytes, at + 4);
  if (at + IPV6_SIZE + length < end) layout[Slot.end] = at + IPV6_SIZE + length;
  const walk = walkExtensions(bytes, at + IPV6_SIZE, found(layout, Slot.end), u8(bytes, at + 6));
  layout[Slot.ip] = at;
  layout[Slot.ipv6] = at;
  layout[Slot.ipProto] = walk.protocol;
  layout[Slot.ipFragment] = walk.fragment;
  layout[Slot.payload] = walk.offset;
  return isLaterFragment(walk.fragment) ? -1 : walk.offset;
}

interface ExtensionWalk {
  /** Behind the last whole extension header; what follows a later fragment's header is not looked at. */
  offset: number;
  protocol: number;
  /** As nx_ip_frag. */
  fragment: number;
  /** As ipv6_exthdr. */
  bits: number;
}

function walkExtensions(
  bytes: Uint8Array,
  start: number,
  end: number,
  first: number,
  visit?: (offset: number, size: number, next: number) => void,
): ExtensionWalk {
  const bits = new ExtensionBits();
  let offset = start;
  let protocol = first;
  let fragment = 0;
  for (;;) {
    const size = isLaterFragment(fragment) ? -1 : extensionSize(bytes, protocol, offset, end);
    if (size < 0) break;
    const next = u8(bytes, offset);
    fragment |= extensionFragmentBits(bytes, protocol, offset);
    bits.add(protocol, next);
    visit?.(offset, size, next);
    offset += size;
    protocol = next;
  }
  if (!isLaterFragment(fragment)) bits.end(protocol);
  return { offset, protocol, fragment, bits: bits.value };
}

function inspect(between: Uint8Array, given: readonly Ipv6ExtensionInput[], protocol: number): ExtensionWalk {
  return walkExtensions(between, 0, between.length, given[0]?.protocol ?? protocol);
}
