import { expect, it } from "vitest";
import { plainScalar } from "./plain-scalar.js";

it.each([
  ["", null],
  ["~", null],
  ["null", null],
  ["nul", "nul"],
  ["true", true],
  ["FALSE", false],
  ["yes", "yes"],
  ["0", 0],
  ["-12", -12],
  ["+12", 12],
  ["010", 10],
  ["0o17", 15],
  ["0xFf", 255],
  ["-0x10", -16],
  ["0x", "0x"],
  ["9007199254740992", 9007199254740992n],
  ["-9223372036854775808", -9223372036854775808n],
  ["1.5", 1.5],
  [".5", 0.5],
  ["1e3", 1000],
  ["1.2.3.4", "1.2.3.4"],
  ["00:00:00:00:00:01", "00:00:00:00:00:01"],
  [".inf", Infinity],
  ["-.INF", -Infinity],
  [".nan", Number.NaN],
  ["9".repeat(65), Number("9".repeat(65))],
])("reads %j", (text, value) => {
  expect(plainScalar(text)).toStrictEqual(value);
});
