import pc from "picocolors";
import { expect, it } from "vitest";
import { plainScalar } from "zof-compile/internal";
import { formatYaml } from "./write-yaml.js";

const plain = pc.createColors(false);

it("writes lists and objects in block style, plain lists in one line", () => {
  const value = {
    a: [{ b: 1, c: [{ d: 2n }] }, {}],
    e: [],
    f: {},
    g: ["X", 5],
    h: undefined,
    i: null,
    j: true,
    k: [[1], []],
  };
  expect(formatYaml(value, plain)).toBe(
    "---\na:\n  - b: 0x1\n    c:\n      - d: 0x2\n  - {}\ne: []\nf: {}\ng: [X, 0x5]\ni: null\nj: true\nk:\n  - [0x1]\n  - []\n",
  );
});

it("quotes what YAML would take for something else", () => {
  for (const text of [
    "",
    "yes",
    "NO",
    "null",
    "~",
    "12:30",
    "0x10",
    "1e3",
    "a: b",
    "a #b",
    "- a",
    "it's",
    "[a]",
    " a",
    "a ",
  ]) {
    const written = formatYaml({ text }, plain).slice("---\ntext: ".length, -1);
    expect(written).toMatch(/^'.*'$/);
  }
  expect(plainScalar("ANY")).toBe("ANY");
  expect(formatYaml({ text: "ETH_DST", mac: "00:00:00:00:00:01" }, plain)).toBe(
    "---\ntext: ETH_DST\nmac: '00:00:00:00:00:01'\n",
  );
  expect(formatYaml({ text: "'é" }, plain)).toBe("---\ntext: '''é'\n");
  expect(formatYaml({ text: "a\nb" }, plain)).toBe('---\ntext: "a\\nb"\n');
});

it("writes bytes as text, negative integers in decimal, views in their plain form, in colours", () => {
  expect(formatYaml({ a: Uint8Array.of(1, 255), b: -5, c: { toJSON: () => ({ d: 1 }) } }, plain)).toBe(
    "---\na: '01FF'\nb: -5\nc:\n  d: 0x1\n",
  );
  expect(formatYaml({ a: 1 }, pc.createColors(true))).toBe(
    "---\n\u001b[36ma\u001b[39m: \u001b[33m0x1\u001b[39m\n",
  );
});
