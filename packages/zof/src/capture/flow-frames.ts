import { CodecError, Framer, HEADER_LENGTH } from "zof-codec";
import type { Frame, FrameProblem } from "../decode/frame.js";
import { tlsRecord } from "../decode/tls-record.js";
import { type FlowPiece, type FlowSegment, TcpFlow } from "./tcp-flow.js";

const MAX_VERSION = 6;
const MAX_TYPE = 35;

export interface FlowOptions {
  readonly source: string;
  readonly target: string;
  /** Bytes to step over at the beginning of each payload. */
  readonly skipPayload: number;
  /** Gaps up to this size are filled with zeros. */
  readonly maxMissing: number;
  /** Gets what the connection brings, in order. */
  readonly copy?: (bytes: Uint8Array) => void;
}

/** The messages of one direction of a captured connection. */
export class FlowFrames {
  readonly #options: FlowOptions;
  readonly #flow = new TcpFlow();
  #framer = new Framer();
  /** Whether a message begins where the next bytes do. */
  #inStep = false;
  #isTls = false;

  constructor(options: FlowOptions) {
    this.#options = options;
  }

  begin(sequence: number, time: bigint): Iterable<Frame | FrameProblem> {
    const before = [...this.#frames(this.#flow.begin(sequence), time), ...this.#incomplete()];
    this.#restart();
    this.#inStep = true;
    return before;
  }

  push(segment: FlowSegment): Iterable<Frame | FrameProblem> {
    return this.#frames(this.#flow.push(segment), segment.time);
  }

  /** What is left when the connection or the capture ends. */
  *end(time: bigint): Iterable<Frame | FrameProblem> {
    yield* this.#frames(this.#flow.flush(), time);
    yield* this.#incomplete();
  }

  get #place(): string {
    return `${this.#options.source} > ${this.#options.target}`;
  }

  *#frames(pieces: readonly FlowPiece[], time: bigint): Iterable<Frame | FrameProblem> {
    for (const piece of pieces) {
      if (this.#isTls) return;
      if ("bytes" in piece) yield* this.#data(piece.bytes.subarray(this.#options.skipPayload), time);
      else if (piece.missing <= this.#options.maxMissing)
        yield* this.#data(new Uint8Array(piece.missing), time);
      else {
        this.#restart();
        yield { problem: `${this.#place}: the capture lacks ${piece.missing} bytes`, warning: true };
      }
    }
  }

  *#data(bytes: Uint8Array, time: bigint): Iterable<Frame | FrameProblem> {
    this.#options.copy?.(bytes);
    if (this.#framer.held === 0 && tlsRecord(bytes)) {
      this.#isTls = true;
      yield {
        problem: `${this.#place}: this connection is TLS; what is encrypted cannot be decoded, nor with a log of its keys`,
      };
      return;
    }
    if (!this.#inStep && !looksLikeMessage(bytes)) return;
    this.#inStep = true;
    const { source, target } = this.#options;
    const framer = this.#framer;
    framer.push(bytes);
    try {
      while (framer.next()) {
        const { bytes, start, end } = framer;
        yield { bytes, start, end, place: this.#place, time, source, target };
      }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      this.#restart();
      yield { problem: `${this.#place}: ${error.message}` };
    }
  }

  *#incomplete(): Iterable<FrameProblem> {
    const { held } = this.#framer;
    if (held === 0 || this.#isTls) return;
    this.#restart();
    yield {
      problem: `${this.#place}: the connection or the capture ends within a message, ${held} bytes of it are there`,
      warning: true,
    };
  }

  #restart(): void {
    this.#framer = new Framer();
    this.#inStep = false;
  }
}

/** After a gap, and where a capture begins within a connection, a segment may begin within a message. */
function looksLikeMessage(bytes: Uint8Array): boolean {
  const [version = 0, type = 0, high = 0, low = 0] = bytes;
  const length = (high << 8) | low;
  return version >= 1 && version <= MAX_VERSION && type <= MAX_TYPE && length >= HEADER_LENGTH;
}
