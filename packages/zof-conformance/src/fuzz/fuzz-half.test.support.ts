import { describe, expect, it } from "vitest";
import { runFuzz } from "./run-fuzz.js";

/** How many faulty messages to try, in two halves at the same time, and the seconds after which a half gives up. */
const COUNT = Math.ceil(Number(process.env.ZOF_FUZZ_COUNT ?? 1_000_000) / 2);
const LIMIT_MS = 1000 * Number(process.env.ZOF_FUZZ_SECONDS ?? 300);

/** What the faulty messages are made from. */
export function fuzzSeed(): number {
  return Number(process.env.ZOF_FUZZ_SEED ?? 20260101);
}

/** The tests of one half of the faulty messages. */
export function halfOfFaultyMessages(half: 0 | 1): void {
  const seed = fuzzSeed() + half;
  describe(`faulty messages, half ${half + 1} of 2`, () => {
    it(
      `decode to a message or a CodecError (${COUNT} of them, seed ${seed})`,
      () => {
        const { tried, decoded } = runFuzz({ count: COUNT, seed, limitMs: LIMIT_MS });
        expect(tried, `tried in ${LIMIT_MS / 1000} s (ZOF_FUZZ_SECONDS), not all of them`).toBe(COUNT);
        // The faults are neither all found by the first check nor without effect.
        expect(decoded).toBeGreaterThan(COUNT / 20);
        expect(decoded).toBeLessThan(COUNT / 2);
      },
      2 * LIMIT_MS,
    );
  });
}
