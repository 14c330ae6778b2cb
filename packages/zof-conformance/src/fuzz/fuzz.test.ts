import { describe, expect, it } from "vitest";
import { mutate } from "./mutate.js";
import { Random } from "./random.js";
import { withinTime } from "./within-time.js";

describe("Random", () => {
  it("repeats itself for a seed, and spreads", () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 1000 }, () => random.below(10));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(draw(7))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  });
});

describe("mutate", () => {
  it("leaves its input alone and makes something else of it, mostly of the length its header says", () => {
    const message = Uint8Array.from({ length: 64 }, (_, index) => index);
    const before = message.slice();
    const random = new Random(1);
    let changed = 0;
    let fitting = 0;
    for (let count = 0; count < 1000; count++) {
      const mutant = mutate(message, random, [message]);
      if (Buffer.compare(mutant, message) !== 0) changed++;
      if (mutant.length >= 4 && ((mutant[2] ?? 0) << 8) + (mutant[3] ?? 0) === mutant.length) fitting++;
    }
    expect(message).toEqual(before);
    expect(changed).toBeGreaterThan(990);
    expect(fitting).toBeGreaterThan(700);
    expect(fitting).toBeLessThan(1000);
  });
});

describe("withinTime", () => {
  it("ends a function that never returns", () => {
    let turns = 0;
    const endless = () => {
      for (;;) turns++;
    };
    expect(() => withinTime(50, endless)).toThrow("timed out after 50ms");
    expect(turns).toBeGreaterThan(0);
  });

  it("passes on what a function throws", () => {
    expect(() =>
      withinTime(1000, () => {
        throw new RangeError("too far");
      }),
    ).toThrow(RangeError);
  });
});
