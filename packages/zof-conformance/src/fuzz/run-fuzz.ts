import { goldenCases } from "../golden/golden-cases.js";
import { hexOf } from "../json/canonical.js";
import { mutate } from "./mutate.js";
import { Random } from "./random.js";
import { tryMessage } from "./try-message.js";
import { withinTime } from "./within-time.js";

export interface FuzzOptions {
  /** How many faulty messages to try. */
  readonly count: number;
  /** What they are made from: the same seed gives the same messages. */
  readonly seed: number;
  /** Milliseconds after which no more are tried. */
  readonly limitMs: number;
  /** Called now and then with the number tried so far. */
  progress?(tried: number): void;
}

export interface FuzzResult {
  readonly tried: number;
  /** How many were messages after all. */
  readonly decoded: number;
}

/** Bytes for which decoding crashed, hung, or gave two outcomes. */
export class Crasher extends Error {
  override readonly name = "Crasher";
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, cause: unknown) {
    super(`for the bytes ${hexOf(bytes)}: ${cause}`, { cause });
    this.bytes = bytes;
  }
}

/** Far more than decoding the largest of them takes, on a busy machine too. */
const TIMEOUT_MS = 5000;

/** Messages between two looks at the clock. */
const BATCH = 500;

/**
 * Makes faulty messages from the golden cases of all versions, and decodes them.
 *
 * @throws Crasher for the first one that is not decoded to a message or a CodecError.
 */
export function runFuzz({ count, seed, limitMs, progress }: FuzzOptions): FuzzResult {
  const messages = goldenCases().map(({ bytes }) => bytes);
  const random = new Random(seed);
  const end = performance.now() + limitMs;
  let decoded = 0;
  let tried = 0;
  const { stackTraceLimit } = Error;
  // Most of them end with an error, and the trace is what takes longest to make.
  Error.stackTraceLimit = 1;
  while (tried < count && performance.now() < end) {
    const size = Math.min(BATCH, count - tried);
    const mutants = Array.from({ length: size }, () => mutate(random.pick(messages), random, messages));
    let bytes: Uint8Array = new Uint8Array();
    try {
      withinTime(TIMEOUT_MS, () => {
        for (bytes of mutants) if (tryMessage(bytes)) decoded++;
      });
    } catch (error) {
      Error.stackTraceLimit = stackTraceLimit;
      throw new Crasher(bytes, error);
    }
    tried += size;
    progress?.(tried);
  }
  Error.stackTraceLimit = stackTraceLimit;
  return { tried, decoded };
}
