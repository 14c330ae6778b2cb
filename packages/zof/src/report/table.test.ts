import { describe, expect, it } from "vitest";
import { type Column, formatTable } from "./table.js";

const plain = (text: string) => text;
const cells = (...texts: string[]) => texts.map((text) => ({ text }));

const COLUMNS: readonly Column[] = [
  { title: "name", cells: cells("a", "long name") },
  { title: "n", cells: cells("1", "200"), align: "right" },
  { title: "x", cells: cells("p", ""), group: "group", spare: 1 },
  { title: "y", cells: cells("q", "r"), group: "group", spare: 1 },
  { title: "z", cells: cells("s", "t"), spare: 2 },
];

describe("formatTable", () => {
  it("aligns columns and names groups", () => {
    expect(formatTable(COLUMNS, 80, plain)).toEqual([
      "                group",
      "name         n  x  y  z",
      "a            1  p  q  s",
      "long name  200     r  t",
    ]);
  });

  it("leaves out columns that can be spared, and no more than needed", () => {
    expect(formatTable(COLUMNS, 22, plain)[1]).toBe("name         n  x  y");
    expect(formatTable(COLUMNS, 19, plain)[0]).toBe("name         n");
    expect(formatTable(COLUMNS, 5, plain)[0]).toBe("name         n");
  });

  it("colours cells, not the space around them", () => {
    const style = (text: string) => `<${text}>`;
    const columns: Column[] = [
      { title: "ab", cells: [{ text: "c", style }] },
      { title: "d", cells: cells("e") },
    ];
    expect(formatTable(columns, 80, style)).toEqual(["<ab  d>", "<c>   e"]);
  });
});
