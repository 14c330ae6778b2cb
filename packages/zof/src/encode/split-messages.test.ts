import { describe, expect, it } from "vitest";
import { MessageSplitter } from "./split-messages.js";

/** Line and text of each message, however the chunks lie. */
function split(text: string): string[] {
  const results = new Set<string>();
  for (let size = 1; size <= text.length; size++) {
    const splitter = new MessageSplitter();
    const found = [];
    for (let at = 0; at < text.length; at += size) found.push(...splitter.push(text.slice(at, at + size)));
    found.push(...splitter.end());
    results.add(JSON.stringify(found.map(({ firstLine, text }) => `${firstLine}: ${text}`)));
  }
  expect(results.size).toBe(1);
  return JSON.parse([...results][0] ?? "");
}

describe("messages in a text", () => {
  it.each([
    ["a: 1\nb: 2\n", ["1: a: 1\nb: 2\n"]],
    ["---\na: 1\n---\nb: 2", ["2: a: 1", "4: b: 2"]],
    ["# only\n---\n\n---\na: 1\n...\n", ["5: a: 1"]],
    ["--- {a: 1}\n", ["1:     {a: 1}\n"]],
    ['{"a":1}\n\n{"b":"}"}\n', ['1: {"a":1}', '3: {"b":"}"}']],
    ['{"a":1},\n{"b":2}', ['1: {"a":1}', '2: {"b":2}']],
    ['[\n{"a":1},\n{"b":2}\n]\n', ['2: {"a":1}', '3: {"b":2}']],
    ['[{"a":[1]},{"b":"\\"{"}]', ['1:  {"a":[1]}', '1:            {"b":"\\"{"}']],
    ['{\n  "a": {\n    "b": 1\n  }\n}\n{"c":1}', ['1: {\n  "a": {\n    "b": 1\n  }\n}', '6: {"c":1}']],
    ['{"a": {"b": 1}\n}\n', ['1: {"a": {"b": 1}\n}']],
    ["{a: 1}\n{b: 2}", ["1: {a: 1}", "2: {b: 2}"]],
    ['{"a":1}\n---\nb: 2', ['1: {"a":1}', "3: b: 2"]],
    ["\n", []],
  ])("%j", (text, messages) => {
    expect(split(text)).toEqual(messages);
  });

  it("are bounded", () => {
    const splitter = new MessageSplitter();
    expect(() => [...splitter.push("x".repeat(3_000_000))]).toThrow("line 1: more than 2097152 characters");
    expect(() => [...new MessageSplitter().push("- x\n".repeat(1_000_000))]).toThrow("line 1: more than");
  });
});
