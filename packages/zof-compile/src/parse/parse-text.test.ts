// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates write arguments as ${name}
import { describe, expect, it } from "vitest";
import { Hole } from "zof-codec";
import { failureOf } from "../test-support/failure-of.js";
import { parseText } from "./parse-text.js";
import { TextHole } from "./text-hole.js";

const read = (text: string) => parseText(text).message;

describe("long form", () => {
  it("reads block style, with leading indentation and comments", () => {
    const message = read(`
      # what a learning switch installs
      type: FLOW_MOD   # add
      msg:
        table_id: 0
        match:
          - field: ETH_DST
            value: "00:00:00:00:00:01"
    `);
    expect(message).toEqual({
      type: "FLOW_MOD",
      msg: { table_id: 0, match: [{ field: "ETH_DST", value: "00:00:00:00:00:01" }] },
    });
  });

  it("reads flow style and JSON", () => {
    expect(read("{type: FLOW_MOD, msg: {table_id: 0}}")).toEqual({ type: "FLOW_MOD", msg: { table_id: 0 } });
    expect(read('{"type":"FLOW_MOD","msg":{"table_id":0}}')).toEqual({
      type: "FLOW_MOD",
      msg: { table_id: 0 },
    });
  });

  it("takes the keys in any order, and what else a message has", () => {
    expect(read("xid: 7\nmsg: {a: 1}\ntype: ECHO_REQUEST\nflags: [MORE]")).toEqual({
      xid: 7,
      msg: { a: 1 },
      type: "ECHO_REQUEST",
      flags: ["MORE"],
    });
  });

  it("takes an empty msg as none", () => {
    expect(read("type: BARRIER_REQUEST\nmsg:\n")).toEqual({ type: "BARRIER_REQUEST" });
  });

  it("accepts a template that is set off with tabs", () => {
    expect(read("\n\t\ttype: SET_CONFIG\n\t\tmsg:\n\t\t  flags: []\n\t")).toEqual({
      type: "SET_CONFIG",
      msg: { flags: [] },
    });
  });

  it("keeps all 64 bits of an integer", () => {
    expect(
      read("type: X\nmsg: {a: 18446744073709551615, b: 0x8000000000000000, c: 9007199254740991}").msg,
    ).toEqual({
      a: 18446744073709551615n,
      b: 0x8000000000000000n,
      c: 9007199254740991,
    });
  });

  it("reads the type words of older YAML as text", () => {
    expect(read("type: X\nmsg: [no, NO, on, off, y, 12:30, 1_000]").msg).toEqual([
      "no",
      "NO",
      "on",
      "off",
      "y",
      "12:30",
      "1_000",
    ]);
  });

  it("repeats what an alias stands for", () => {
    expect(read("type: X\nmsg: {a: &port {port_no: 1}, b: [*port, *port]}").msg).toEqual({
      a: { port_no: 1 },
      b: [{ port_no: 1 }, { port_no: 1 }],
    });
  });

  it("makes no prototype of __proto__", () => {
    const { msg } = read("type: X\nmsg: {__proto__: {polluted: 1}}");
    expect(Object.keys(msg as object)).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(msg)).toBe(Object.prototype);
  });
});

describe("short form", () => {
  const expected = { type: "FLOW_MOD", msg: { table_id: 0, command: "ADD" } };

  it.each([
    ["block", "FLOW_MOD\ntable_id: 0\ncommand: ADD"],
    ["indented block", "\n    # add\n    FLOW_MOD # one\n      table_id: 0\n      command: ADD\n  "],
    ["flow", "FLOW_MOD {table_id: 0, command: ADD}"],
    ["flow without space", "FLOW_MOD{table_id: 0, command: ADD}"],
    ["flow on several lines", "    FLOW_MOD {\n  table_id: 0,\n  command: ADD\n  }"],
  ])("reads a body in %s style", (_, text) => {
    expect(read(text)).toEqual(expected);
  });

  it.each(["BARRIER_REQUEST", " \n BARRIER_REQUEST\n", "BARRIER_REQUEST # wait\n"])(
    "needs no body: %j",
    (text) => {
      expect(read(text)).toEqual({ type: "BARRIER_REQUEST" });
    },
  );

  it("takes an argument for the body", () => {
    expect(read("FLOW_MOD $body")).toEqual({ type: "FLOW_MOD", msg: new Hole("body") });
  });

  it("reads types with a dot", () => {
    expect(read("REQUEST.PORT_STATS {port_no: ANY}").type).toBe("REQUEST.PORT_STATS");
  });
});

describe("arguments", () => {
  it("stand for values and subtrees, in block and flow style", () => {
    const template = parseText(`
      type: FLOW_MOD
      msg:
        match: $match
        instructions:
          - instruction: APPLY_ACTIONS
            actions: [{action: OUTPUT, port_no: $port}, \${more}, $last]
    `);
    expect(template.args).toEqual(["match", "port", "more", "last"]);
    expect(template.message.msg).toEqual({
      match: new Hole("match"),
      instructions: [
        {
          instruction: "APPLY_ACTIONS",
          actions: [{ action: "OUTPUT", port_no: new Hole("port") }, new Hole("more"), new Hole("last")],
        },
      ],
    });
  });

  it("stand in quotes as without", () => {
    expect(read("type: X\nmsg: [\"$a\", '${b}']").msg).toEqual([new Hole("a"), new Hole("b")]);
  });

  it("stand within text", () => {
    expect(read("type: X\nmsg: ['port-$n', ${a}-${b}x]").msg).toEqual([
      new TextHole(["port-", new Hole("n")]),
      new TextHole([new Hole("a"), "-", new Hole("b"), "x"]),
    ]);
  });

  it("are named once, however often they stand", () => {
    expect(parseText("type: X\nmsg: [$a, 'x$b', $a]").args).toEqual(["a", "b"]);
  });

  it("are not looked for in comments, nor after $$", () => {
    const template = parseText("type: X\nmsg: {a: $$name} # $5 and $other");
    expect(template.args).toEqual([]);
    expect(template.message.msg).toEqual({ a: "$name" });
  });

  it("do not disturb what stands beside their braces", () => {
    expect(read("type: X\nmsg: '$${a} {b} \ue000'").msg).toBe("${a} {b} \ue000");
  });
});

describe("places", () => {
  const template = parseText("\n  FLOW_MOD\n    match:\n      - {field: ETH_DST, value: 1}\n");

  it("are known for values and for names", () => {
    const path = ["msg", "match", 0, "value"];
    expect(template.problem("bad_value", path, "no")).toMatchObject({
      line: 4,
      column: 33,
      path: "msg.match[0].value",
    });
    expect(template.problem("bad_value", path, "no", "name")).toMatchObject({ line: 4, column: 26 });
  });

  it("of what is missing are those of what is around it", () => {
    expect(template.problem("missing", ["msg", "match", 0, "mask"], "no")).toMatchObject({
      line: 4,
      column: 9,
    });
    expect(template.problem("missing", ["msg", "command"], "no")).toMatchObject({ line: 3, column: 5 });
  });

  it("show the line with a caret", () => {
    expect(template.problem("bad_value", ["msg", "match", 0, "field"], "no").excerpt).toBe(
      "  4 |       - {field: ETH_DST, value: 1}\n    |                 ^",
    );
  });
});

it("refuses text longer than a message could need", () => {
  expect(failureOf(() => parseText(`type: ${" ".repeat(1 << 20)}`))).toMatchObject({
    code: "syntax",
    line: 1,
  });
});
