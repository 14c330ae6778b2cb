import { expect, test } from "vitest";
import { benchArguments } from "./bench-arguments.js";

test("without arguments all parts run", () => {
  expect(benchArguments([])).toMatchObject({
    parts: ["micro", "memory", "command", "end-to-end"],
    json: false,
  });
});

test("quick measures shorter, all of it", () => {
  const [quick, full] = [benchArguments(["--quick"]), benchArguments([])];
  expect(quick.parts).toEqual(full.parts);
  expect(quick.micro.timeMs).toBeLessThan(full.micro.timeMs / 10);
  const seconds = ({ passes, rounds, seconds }: typeof full.endToEnd) => passes * rounds * seconds;
  expect(seconds(quick.endToEnd)).toBeLessThan(seconds(full.endToEnd) / 10);
});

test("one part can be chosen", () => {
  expect(benchArguments(["--only", "micro", "--json"])).toMatchObject({ parts: ["micro"], json: true });
  expect(() => benchArguments(["--only", "load"])).toThrow(
    /Allowed choices are micro, memory, command, end-to-end/,
  );
});

test("a table and a line of it can be chosen", () => {
  const { micro } = benchArguments(["--group", "Send a FLOW_MOD, OpenFlow 1.3", "--case", "template"]);
  expect(micro).toMatchObject({ group: "Send a FLOW_MOD, OpenFlow 1.3", case: "template" });
});

test("the time for each line can be chosen", () => {
  expect(benchArguments(["--time", "3000"]).micro.timeMs).toBe(3000);
  expect(() => benchArguments(["--time", "long"])).toThrow(/a number of milliseconds/);
});
