import { expect, test } from "vitest";
import { formatNumber } from "./format-number.js";
import { spreadOf } from "./statistics.js";

test("the spread of an odd and of an even count", () => {
  expect(spreadOf([30, 4, 100])).toEqual({ min: 4, median: 30, max: 100 });
  expect(spreadOf([4, 3, 1, 2])).toEqual({ min: 1, median: 2.5, max: 4 });
  expect(spreadOf([])).toEqual({ min: Number.NaN, median: Number.NaN, max: Number.NaN });
});

test("numbers have three digits at least, and thousands apart", () => {
  expect([1234567.8, 99.95, 12.345, 1.2345, Number.NaN].map(formatNumber)).toEqual([
    "1,234,568",
    "100.0",
    "12.3",
    "1.23",
    "-",
  ]);
});
