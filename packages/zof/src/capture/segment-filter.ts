import { type Filter, integerIn, type Primitive, parseFilter, type Vocabulary } from "./filter-expression.js";
import type { TcpSegment } from "./tcp-segment.js";

export type SegmentFilter = Filter<TcpSegment>;

/** The ports that OpenFlow uses: the assigned one, and that of before 2013. */
export const DEFAULT_FILTER = "tcp port 6653 or 6633";

const VOCABULARY: Vocabulary<TcpSegment> = {
  protocols: ["tcp"],
  kinds: ["port", "host"],
  usage: "[src|dst] port N, [src|dst] host ADDRESS, tcp",
  filterOf,
};

/**
 * A filter for the connections of a capture, in the part of pcap-filter(7) that is about TCP connections:
 * `tcp`, `port N`, `host ADDRESS`, each perhaps after `src` or `dst`, with `and`, `or`, `not` and parentheses.
 *
 * @throws CommandError for anything else.
 */
export function segmentFilter(text: string): SegmentFilter {
  return parseFilter(text, VOCABULARY);
}

function filterOf({ side, kind, value }: Primitive): SegmentFilter | undefined {
  if (value === undefined) return () => true;
  if (kind === "port") {
    const port = integerIn(value, 0xffff);
    if (port === undefined) return undefined;
    return ({ sourcePort, targetPort }) =>
      (side !== "dst" && sourcePort === port) || (side !== "src" && targetPort === port);
  }
  if (kind === undefined && side === undefined) return undefined;
  return ({ source, target }) =>
    (side !== "dst" && isHost(source, value)) || (side !== "src" && isHost(target, value));
}

/** An IPv6 address stands in brackets in a segment. */
function isHost(address: string, host: string): boolean {
  return address === host || address === `[${host}]`;
}
