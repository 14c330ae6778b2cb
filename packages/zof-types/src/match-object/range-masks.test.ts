import { expect, it } from "vitest";
import { rangeMasks } from "./range-masks.js";

it("matches what is in the range, and nothing else, once", () => {
  for (const [first, last] of [
    [0, 255],
    [5, 5],
    [1, 254],
    [100, 199],
    [128, 255],
  ] as const) {
    const parts = rangeMasks(first, last, 8).map((part) => part.split("/").map(Number));
    for (let each = 0; each < 256; each++) {
      const hits = parts.filter(([value, mask]) => (each & (mask as number)) === value);
      expect([each, hits.length]).toEqual([each, each >= first && each <= last ? 1 : 0]);
    }
    expect(parts.length).toBeLessThanOrEqual(14);
  }
});

it("is one value where one will do", () => {
  expect(rangeMasks(80, 80)).toEqual(["0x50/0xffff"]);
  expect(rangeMasks(0, 0xffff)).toEqual(["0x0/0x0"]);
  expect(rangeMasks(1024, 2047)).toEqual(["0x400/0xfc00"]);
});

it("refuses what is no range", () => {
  expect(() => rangeMasks(5, 4)).toThrow("bad_value: 5 to 4 is not a range within 0 to 65535");
  expect(() => rangeMasks(0, 65536)).toThrow("0 to 65536 is not a range");
  expect(() => rangeMasks(0.5, 2)).toThrow("is not a range");
});
