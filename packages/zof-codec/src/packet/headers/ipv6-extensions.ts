import { u8, u16 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { unsigned } from "../field.js";
import { type BytesInput, inputBytes } from "../packet-input.js";
import { fragmentBits } from "./ip.js";

/** One IPv6 extension header. */
export interface Ipv6Extension {
  /** Which: 0 hop-by-hop options, 43 routing, 44 fragment, 51 authentication, 60 destination options. */
  protocol: number;
  /** Its bytes behind the first one, which says what follows it. */
  data: Uint8Array;
}

/** An extension header to build. */
export interface Ipv6ExtensionInput {
  protocol: number;
  data: BytesInput;
}

const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const ENCRYPTED = 50;
const AUTHENTICATION = 51;
const NO_NEXT_HEADER = 59;
const DESTINATION = 60;

/** Bits of the IPV6_EXTHDR pseudo-field (OpenFlow 1.3.5 section 7.2.3.8, ofp_ipv6exthdr_flags). */
const BIT: Readonly<Record<number, number>> = {
  [NO_NEXT_HEADER]: 0x01,
  [ENCRYPTED]: 0x02,
  [AUTHENTICATION]: 0x04,
  [DESTINATION]: 0x08,
  [FRAGMENT]: 0x10,
  [ROUTING]: 0x20,
  [HOP_BY_HOP]: 0x40,
};
const REPEATED = 0x80;
const OUT_OF_ORDER = 0x100;

/** The order that RFC 8200 section 4.1 asks for. */
const RANK: Readonly<Record<number, number>> = {
  [HOP_BY_HOP]: 0,
  [ROUTING]: 2,
  [FRAGMENT]: 3,
  [AUTHENTICATION]: 4,
  [ENCRYPTED]: 5,
  [DESTINATION]: 6,
  [NO_NEXT_HEADER]: 7,
};
/** Destination options before a routing header, which are for each router that it names. */
const RANK_BEFORE_ROUTING = 1;

/** The size in bytes of the extension header at `at`; -1 when that protocol is none or it does not end before `end`. */
export function extensionSize(bytes: Uint8Array, protocol: number, at: number, end: number): number {
  if (!isExtension(protocol) || at + 2 > end) return -1;
  const size = sizeFromLength(protocol, u8(bytes, at + 1));
  return at + size > end ? -1 : size;
}

/** The bits of nx_ip_frag when the header is a fragment header, else 0. */
export function extensionFragmentBits(bytes: Uint8Array, protocol: number, at: number): number {
  if (protocol !== FRAGMENT) return 0;
  const place = u16(bytes, at + 2);
  return fragmentBits(place >>> 3, (place & 1) === 1);
}

/** Adds a header to the bits of IPV6_EXTHDR; `next` is the protocol behind it. */
export class ExtensionBits {
  value = 0;
  #rank = -1;

  add(protocol: number, next: number): void {
    const bit = BIT[protocol];
    if (bit === undefined) return;
    const early = protocol === DESTINATION && next === ROUTING;
    const rank = early ? RANK_BEFORE_ROUTING : (RANK[protocol] as number);
    const secondDestination =
      protocol === DESTINATION && this.#rank >= RANK_BEFORE_ROUTING && this.#rank < rank;
    if ((this.value & bit) !== 0 && !secondDestination) this.value |= REPEATED;
    if (rank < this.#rank) this.value |= OUT_OF_ORDER;
    this.value |= bit;
    this.#rank = Math.max(this.#rank, rank);
  }

  /** Adds what stands behind the last whole extension header: an encrypted payload or nothing has a bit, too. */
  end(protocol: number): void {
    if (!isExtension(protocol)) this.add(protocol, protocol);
  }
}

/** The bytes of extension headers in front of a header of `protocol`. Throws a CodecError when one is malformed. */
export function extensionBytes(extensions: readonly Ipv6ExtensionInput[], protocol: number): Uint8Array {
  const parts = extensions.map((extension, i) => {
    const path = `x_ipv6_ext[${i}]`;
    const next = extensions[i + 1]?.protocol ?? protocol;
    const data = inputBytes(extension.data, `${path}.data`);
    checkExtension(unsigned(extension.protocol, `${path}.protocol`, 8), data, path);
    return [next, ...data];
  });
  return Uint8Array.from(parts.flat());
}

/** Whether a routing header names routers that are still to be visited: the IPv6 destination is then not the last. */
export function hasSegmentsLeft(extension: Ipv6ExtensionInput): boolean {
  return extension.protocol === ROUTING && (inputBytes(extension.data, "x_ipv6_ext")[2] ?? 0) > 0;
}

function checkExtension(protocol: number, data: Uint8Array, path: string): void {
  if (!isExtension(protocol)) {
    throw new CodecError("bad_value", "an extension header is 0, 43, 44, 51 or 60", {
      path: `${path}.protocol`,
    });
  }
  const size = sizeFromLength(protocol, data[0] ?? 0);
  if (data.length + 1 === size) return;
  throw new CodecError("bad_length", `${data.length} bytes, but its length says ${size - 1}`, {
    path: `${path}.data`,
  });
}

function isExtension(protocol: number): boolean {
  return (
    protocol === HOP_BY_HOP ||
    protocol === ROUTING ||
    protocol === FRAGMENT ||
    protocol === AUTHENTICATION ||
    protocol === DESTINATION
  );
}

/** A fragment header has no length; that of the authentication header counts other units (RFC 4302 section 2.2). */
function sizeFromLength(protocol: number, length: number): number {
  if (protocol === FRAGMENT) return 8;
  return protocol === AUTHENTICATION ? (length + 2) * 4 : (length + 1) * 8;
}
