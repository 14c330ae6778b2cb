import { inspect, isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { Message } from "zof-types";
import { goldenCases } from "../golden/golden-cases.js";
import { canonical, hexOf } from "../json/canonical.js";
import { decodeOutcome, type Outcome, secondOutcome } from "./decode-outcome.js";
import { mutate } from "./mutate.js";
import { Random } from "./random.js";
import { withinTime } from "./within-time.js";

const MESSAGES = goldenCases().map(({ bytes }) => bytes);

/** How many faulty messages to try, and the seed that they are made from. */
const COUNT = Number(process.env.ZOF_FUZZ_COUNT ?? 100_000);
const SEED = Number(process.env.ZOF_FUZZ_SEED ?? 20260101);

/** Far more than decoding the largest of them takes, on a busy machine too. */
const TIMEOUT_MS = 2000;

/** Messages between two looks at the clock. */
const BATCH = 500;

describe("faulty messages", () => {
  it(
    `decode to a message or a CodecError (${COUNT} of them, seed ${SEED})`,
    () => {
      const random = new Random(SEED);
      let decoded = 0;
      for (let done = 0; done < COUNT; done += BATCH) {
        let bytes: Uint8Array = new Uint8Array();
        const mutants = Array.from({ length: Math.min(BATCH, COUNT - done) }, () => {
          return mutate(random.pick(MESSAGES), random, MESSAGES);
        });
        try {
          withinTime(TIMEOUT_MS, () => {
            for (bytes of mutants) if (tryOne(bytes)) decoded++;
          });
        } catch (error) {
          throw new Error(`decode, for the bytes ${hexOf(bytes)}: ${error}`, { cause: error });
        }
      }
      // The faults are neither all found by the first check nor without effect.
      expect(decoded).toBeGreaterThan(COUNT / 20);
      expect(decoded).toBeLessThan(COUNT / 2);
    },
    COUNT * 5,
  );

  it("of random bytes decode to a CodecError, but for some that happen to be one", () => {
    const random = new Random(SEED);
    let decoded = 0;
    for (let count = 0; count < 10_000; count++) {
      const bytes = Uint8Array.from({ length: random.below(80) }, () => random.below(256));
      if (tryOne(bytes)) decoded++;
    }
    expect(decoded).toBeLessThan(10);
  });

  it.each(MESSAGES.map((bytes) => [hexOf(bytes.subarray(0, 12)), bytes] as const))(
    "of every shorter length are refused (%s...)",
    (_, bytes) => {
      for (let length = 0; length < bytes.length; length++) {
        const outcome = decodeOutcome(bytes.subarray(0, length), 0);
        expect(outcome).toHaveProperty("error");
      }
    },
  );
});

/**
 * Decodes bytes, whole and as a view, and once more what was decoded; true when they are a message.
 *
 * The outcome may not depend on what lies around the bytes: then something was read past their end.
 */
function tryOne(bytes: Uint8Array): boolean {
  const outcome = decodeOutcome(bytes, 0x00);
  const expected = canonical(outcome);
  const same = (other: Outcome, what: string) => {
    if (!isDeepStrictEqual(canonical(other), expected)) {
      throw new Error(`${what}: ${inspect(outcome, { depth: 9 })} and ${inspect(other, { depth: 9 })}`);
    }
  };
  same(decodeOutcome(bytes, 0xff), "other surroundings, another outcome");
  const view = decodeOutcome(bytes, 0x00, true);
  // A view reads in another order: of several faults it may find another one first.
  if (!("error" in outcome && "error" in view)) same(view, "another outcome as a view");
  if ("error" in outcome) return false;
  if (lacksPort(outcome.message)) return true;
  const second = secondOutcome(outcome.message);
  if ("message" in second) same(second, "encoded and decoded again, another message");
  return true;
}

/** The match of a PACKET_OUT of OpenFlow 1.5 has IN_PORT (section 7.3.6); one that lacks it is given it. */
function lacksPort({ type, version, msg }: Message): boolean {
  const { match = [] } = msg as { match?: readonly { field: string }[] };
  return type === "PACKET_OUT" && version === 6 && !match.some(({ field }) => field === "IN_PORT");
}
