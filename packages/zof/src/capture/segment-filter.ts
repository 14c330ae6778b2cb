import { CommandError } from "../command/command-error.js";
import type { TcpSegment } from "./tcp-segment.js";

export type SegmentFilter = (segment: TcpSegment) => boolean;

/** The ports that OpenFlow uses: the assigned one, and that of before 2013. */
export const DEFAULT_FILTER = "tcp port 6653 or 6633";

type Side = "src" | "dst" | undefined;

/** An IPv6 address stands in brackets in a segment. */
function isHost(address: string, host: string): boolean {
  return address === host || address === `[${host}]`;
}

function portIs(side: Side, port: number): SegmentFilter {
  return ({ sourcePort, targetPort }) =>
    (side !== "dst" && sourcePort === port) || (side !== "src" && targetPort === port);
}

function hostIs(side: Side, host: string): SegmentFilter {
  return ({ source, target }) =>
    (side !== "dst" && isHost(source, host)) || (side !== "src" && isHost(target, host));
}

/**
 * A filter for the connections of a capture, in the part of pcap-filter(7) that is about TCP connections:
 * `tcp`, `port N`, `host ADDRESS`, each perhaps after `src` or `dst`, with `and`, `or`, `not` and parentheses.
 * After `port` and `host` further values follow `or` alone: `port 6653 or 6633`.
 *
 * @throws CommandError for anything else.
 */
export function segmentFilter(text: string): SegmentFilter {
  return new FilterParser(text).parse();
}

class FilterParser {
  readonly #words: string[];
  /** The primitive that a bare value repeats. */
  #last: ((value: string) => SegmentFilter) | undefined;

  constructor(readonly text: string) {
    const spaced = text.replaceAll(/[()!]|&&|\|\|/g, (sign) => ` ${sign} `);
    this.#words = spaced.split(/\s+/).filter((word) => word !== "");
  }

  parse(): SegmentFilter {
    const filter = this.#either();
    if (this.#words.length > 0) throw this.#error(this.#words[0]);
    return filter;
  }

  /** `and` and `or` bind alike, from the left, as in pcap-filter(7). */
  #either(): SegmentFilter {
    let filter = this.#term();
    for (;;) {
      const word = this.#words[0];
      const isAnd = word === "and" || word === "&&";
      if (!isAnd && word !== "or" && word !== "||") return filter;
      this.#words.shift();
      const left = filter;
      const right = this.#term();
      filter = isAnd
        ? (segment) => left(segment) && right(segment)
        : (segment) => left(segment) || right(segment);
    }
  }

  #term(): SegmentFilter {
    const word = this.#words.shift();
    if (word === "not" || word === "!") {
      const inner = this.#term();
      return (segment) => !inner(segment);
    }
    if (word === "(") {
      const inner = this.#either();
      if (this.#words.shift() !== ")") throw this.#error(undefined);
      return inner;
    }
    return this.#primitive(word);
  }

  #primitive(word: string | undefined): SegmentFilter {
    if (word === "tcp") {
      return ["port", "src", "dst", "host"].includes(this.#words[0] ?? "")
        ? this.#primitive(this.#words.shift())
        : () => true;
    }
    const side = word === "src" || word === "dst" ? word : undefined;
    const kind = side === undefined ? word : this.#words.shift();
    if (kind === "port") this.#last = (value) => portIs(side, this.#port(value));
    else if (kind === "host") this.#last = (value) => hostIs(side, value);
    else if (this.#last !== undefined && side === undefined && word !== undefined) return this.#last(word);
    else throw this.#error(kind);
    const value = this.#words.shift();
    if (value === undefined) throw this.#error(undefined);
    return this.#last(value);
  }

  #port(value: string): number {
    const port = Number(value);
    if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
    throw this.#error(value);
  }

  #error(word: string | undefined): CommandError {
    const what = word === undefined ? "it ends too early" : `"${word}" is not understood`;
    return new CommandError(
      `the filter "${this.text}": ${what}; use [src|dst] port N, [src|dst] host ADDRESS, tcp, and, or, not, ( )`,
    );
  }
}
