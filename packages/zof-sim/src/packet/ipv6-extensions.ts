/** IPv6 extension headers by protocol number: the bit of IPV6_EXTHDR and the place in the order of RFC 8200 section 4.1. */
const EXTENSIONS = new Map<number, { bit: number; rank: number }>([
  [0, { bit: 0x40, rank: 0 }], // hop-by-hop options
  [43, { bit: 0x20, rank: 2 }], // routing
  [44, { bit: 0x10, rank: 3 }], // fragment
  [51, { bit: 0x04, rank: 4 }], // authentication
  [50, { bit: 0x02, rank: 5 }], // encapsulating security payload
  [60, { bit: 0x08, rank: 6 }], // destination options
  [59, { bit: 0x01, rank: 7 }], // no next header
]);

const FRAGMENT = 44;
const AUTHENTICATION = 51;
const PAYLOAD_ENCRYPTED = 50;
const DESTINATION = 60;
const NO_NEXT_HEADER = 59;
const UNEXPECTED_REPEAT = 0x80;
const UNEXPECTED_ORDER = 0x100;

export interface Ipv6Extensions {
  /** Protocol number behind the last extension header that could be read. */
  readonly protocol: number;
  /** Where that protocol's header begins; -1 when it is cut off, encrypted or in another fragment. */
  readonly offset: number;
  /** The bits of the IPV6_EXTHDR pseudo-field (OpenFlow 1.3.5, section 7.2.3.8). */
  readonly bits: number;
}

/** Walks the extension headers of an IPv6 packet; `offset` is where the first of them begins. */
export function walkIpv6Extensions(view: DataView, first: number, start: number): Ipv6Extensions {
  let protocol = first;
  let offset = start;
  let bits = 0;
  let rank = -1;
  for (let header = EXTENSIONS.get(protocol); header !== undefined; header = EXTENSIONS.get(protocol)) {
    // Destination options may stand twice: before a routing header and at the end.
    const early = protocol === DESTINATION && rank < 1;
    const place = early ? 1 : header.rank;
    if ((bits & header.bit) !== 0 && (protocol !== DESTINATION || rank >= header.rank)) {
      bits |= UNEXPECTED_REPEAT;
    } else if (place < rank) {
      bits |= UNEXPECTED_ORDER;
    }
    bits |= header.bit;
    rank = Math.max(rank, place);
    if (protocol === NO_NEXT_HEADER || protocol === PAYLOAD_ENCRYPTED || offset + 8 > view.byteLength) {
      return { protocol, offset: -1, bits };
    }
    const next = view.getUint8(offset);
    const laterFragment = protocol === FRAGMENT && view.getUint16(offset + 2) >> 3 !== 0;
    offset += extensionLength(view, protocol, offset);
    protocol = next;
    if (laterFragment) return { protocol, offset: -1, bits };
  }
  return { protocol, offset, bits };
}

function extensionLength(view: DataView, protocol: number, offset: number): number {
  if (protocol === FRAGMENT) return 8;
  const length = view.getUint8(offset + 1);
  return protocol === AUTHENTICATION ? (length + 2) * 4 : (length + 1) * 8;
}
