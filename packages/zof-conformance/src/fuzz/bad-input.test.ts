import { describe, expect, it } from "vitest";
import { goldenCases } from "../golden/golden-cases.js";
import { hexOf } from "../json/canonical.js";
import { crashers } from "./crashers.js";
import { decodeOutcome } from "./decode-outcome.js";
import { fuzzSeed, halfOfFaultyMessages } from "./fuzz-half.test.support.js";
import { Random } from "./random.js";
import { tryMessage } from "./try-message.js";
import { withinTime } from "./within-time.js";

const MESSAGES = goldenCases().map(({ bytes }) => bytes);

halfOfFaultyMessages(0);

describe("messages that once crashed", () => {
  it.each(crashers().map((each) => [each.name, each.bytes] as const))("%s does not any more", (_, bytes) => {
    withinTime(1000, () => void tryMessage(bytes));
  });
});

describe("faulty messages", () => {
  it("of random bytes decode to a CodecError, but for some that happen to be one", () => {
    const random = new Random(fuzzSeed());
    let decoded = 0;
    for (let count = 0; count < 10_000; count++) {
      const bytes = Uint8Array.from({ length: random.below(80) }, () => random.below(256));
      if (tryMessage(bytes)) decoded++;
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
