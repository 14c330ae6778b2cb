// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates write arguments as ${name}
import { describe, expect, it } from "vitest";
import { failureOf } from "../test-support/failure-of.js";
import { parseText } from "./parse-text.js";

/** Name of the mistake, text, place, and what the reason must say. */
const MISTAKES: [mistake: string, text: string, place: string, reason: RegExp][] = [
  ["nothing", "", "1:1", /empty/],
  ["only comments", "\n # soon\n", "1:1", /empty/],
  ["a list", "- type: FLOW_MOD", "1:1", /begins with 'type: '/],
  ["a quoted word", '"FLOW_MOD"', "1:1", /begins with 'type: '/],
  ["a tab", "type: FLOW_MOD\nmsg:\n\ttable_id: 0", "3:1", /a tab: YAML is indented with spaces/],
  [
    "a missing colon",
    "type: FLOW_MOD\nmsg:\n  table_id: 0\n  command ADD\n",
    "4:14",
    /expected ': ' .* after the key/,
  ],
  [
    "a missing colon, then more",
    "FLOW_MOD\ntable_id: 0\ncommand ADD\npriority: 1",
    "3:1",
    /expected ': ' .* after the key/,
  ],
  ["no space after the colon", "FLOW_MOD\ntable_id: 0\ncommand:ADD\npriority: 1", "3:1", /colon and space/],
  ["type without colon", "type FLOW_MOD\nmsg: {}", "2:4", /key without ': '/],
  ["too much indentation", "type: FLOW_MOD\n msg: {}", "2:5", /wrong indentation/],
  ["too little indentation", "  type: FLOW_MOD\n msg: {}", "2:2", /wrong indentation/],
  ["a missing comma", "FLOW_MOD {table_id: 0 command: ADD}", "1:30", /expected ','/],
  ["an unclosed brace", "FLOW_MOD {table_id: 0\n", "1:22", /not closed/],
  ["an unclosed bracket", "type: X\nmsg: [1, [2]", "2:13", /not closed/],
  ["an unclosed quote", "type: X\nmsg: 'a", "2:8", /the closing ' is missing/],
  ["an unclosed double quote", 'type: X\nmsg: "a', "2:8", /the closing " is missing/],
  [
    "two keys on a line",
    "type: X\nmsg: table_id: 0",
    "2:14",
    /wrong indentation, or a value that needs quotes/,
  ],
  ["a value that begins with @", "type: X\nmsg: @a", "2:6", /needs quotes/],
  ["a tag", "type: X\nmsg: {a: !b 1}", "2:10", /"!b" needs quotes/],
  [
    "a duplicate key",
    "FLOW_MOD\ntable_id: 0\ntable_id: 1",
    "3:1",
    /duplicate key "table_id", first given in line 2/,
  ],
  ["a second document", "type: X\n---\ntype: Y", "1:8", /second document/],
  ["a number as key", "type: X\nmsg: {0x10: 1}", "2:7", /a key is a name; 0x10 is not text/],
  ["null as key", "type: X\nmsg: {~: 1}", "2:7", /a key is a name; ~ is not text/],
  ["true as key", "type: X\nmsg: {true: 1}", "2:7", /true is not text/],
  ["no key", "type: X\nmsg: {: 1}", "2:6", /a key is missing/],
  ["a list as key", "type: X\nmsg: {[1]: 1}", "2:7", /not a sequence/],
  ["an argument as key", "type: X\nmsg: {$key: 1}", "2:7", /cannot stand for a key: \$key/],
  ["a price", "type: X\nmsg: {a: costs $5}", "2:10", /"\$5" is not an argument.*\$\$/],
  ["a lone dollar", "type: X\nmsg: $", "2:6", /write \$\$/],
  ["a bad name in braces", "type: X\nmsg: [${a-b}]", "2:7", /"\$\{a-b\}" is not an argument/],
  ["a letter that no name has", "type: X\nmsg: $name\u00e9", "2:6", /write \$\{name\} before "\u00e9"/],
  ["an unknown alias", "type: X\nmsg: *a", "2:6", /no anchor &a/],
  ["an alias to what is around it", "type: X\nmsg: &a [*a]", "2:10", /within &a itself/],
  ["a null byte", "type: X\nmsg: \0", "2:6", /null byte/],
];

describe("the YAML of a template", () => {
  it.each(MISTAKES)("is refused for %s", (_, text, place, reason) => {
    const error = failureOf(() => parseText(text));
    expect(`${error.line}:${error.column}`).toBe(place);
    expect(error.code).toBe("syntax");
    expect(error.problems[0].reason).toMatch(reason);
  });

  it("is shown with a caret", () => {
    expect(failureOf(() => parseText("type: FLOW_MOD\nmsg: {table_id: 0 command: ADD}")).message).toBe(
      [
        "syntax: line 2, column 26: expected ',' or the closing bracket",
        "  2 | msg: {table_id: 0 command: ADD}",
        "    |                          ^",
      ].join("\n"),
    );
  });

  it("is bounded in what aliases make of it", () => {
    const lines = ["&a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 8; i++)
      lines.push(
        `&a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    const text = `type: X\nmsg:\n${lines.map((line) => `  - ${line}`).join("\n")}`;
    expect(failureOf(() => parseText(text)).problems[0].reason).toMatch(/more than 20000 values/);
  });

  it("is bounded in depth", () => {
    expect(failureOf(() => parseText(`type: X\nmsg: ${"[".repeat(1000)}`)).message).toMatch(/maxDepth|deep/);
  });

  it("is cut around the place when the line is long", () => {
    const error = failureOf(() => parseText(`FLOW_MOD {a: ${"x".repeat(300)}, b: 'y}`));
    expect(error.problems[0].excerpt).toMatch(/^ {2}1 \| …x+, b: 'y\}\n {4}\| +\^$/);
    expect(Math.max(...error.problems[0].excerpt.split("\n").map((line) => line.length))).toBeLessThan(120);
  });
});
