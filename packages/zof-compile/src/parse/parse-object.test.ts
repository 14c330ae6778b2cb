import { expect, it } from "vitest";
import { Hole } from "zof-codec";
import { failureOf } from "../test-support/failure-of.js";
import { parseObject } from "./parse-object.js";

it("copies the object", () => {
  const match = [{ field: "ETH_DST", value: "$not_an_argument" }];
  const data = new Uint8Array([1]);
  const template = parseObject({ type: "FLOW_MOD", msg: { match, data, cookie: 1n, priority: undefined } });
  match.pop();
  data[0] = 2;
  expect(template.message).toStrictEqual({
    type: "FLOW_MOD",
    msg: { match: [{ field: "ETH_DST", value: "$not_an_argument" }], data: new Uint8Array([1]), cookie: 1n },
  });
  expect(template.args).toEqual([]);
});

it("finds the holes", () => {
  const template = parseObject({
    type: "FLOW_MOD",
    msg: { match: [{ field: "ETH_DST", value: new Hole("mac") }] },
  });
  expect(template.args).toEqual(["mac"]);
  expect(template.pathOf("mac")).toEqual(["msg", "match", 0, "value"]);
});

it("knows paths but no lines", () => {
  const problem = parseObject({ type: "X" }).problem("bad_value", ["msg", "a", 1], "no");
  expect(problem).toMatchObject({ path: "msg.a[1]", line: undefined, column: undefined, excerpt: "" });
});

it.each([[null], [1], [[]], [new Hole("x")], [undefined]])("refuses %j", (template) => {
  expect(failureOf(() => parseObject(template))).toMatchObject({ code: "syntax" });
});

it("refuses what is endless", () => {
  const endless: Record<string, unknown> = { type: "X" };
  endless.msg = endless;
  expect(failureOf(() => parseObject(endless)).message).toMatch(
    /^syntax: msg\.msg.*: more than 50 levels deep$/,
  );
});
