import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { itemsWithCase } from "./case-items.js";
import { COVERAGE_FILE } from "./coverage-file.js";
import { coverageTable, missingCases, needlessExceptions } from "./coverage-table.js";
import { EXTENSION_PACK, namesOf13 } from "./extension-pack.js";
import { type ItemKind, protocolItems } from "./protocol-items.js";

const items = protocolItems();
const covered = itemsWithCase();

/** How many the specifications of 1.0 to 1.5 define. A multipart type is a request and its reply. */
const COUNTS: Partial<Record<ItemKind, readonly number[]>> = {
  // SET_FIELD stands for all actions that set a field in OpenFlow 1.0 and 1.1.
  action: [5, 15, 15, 17, 17, 19],
  instruction: [0, 6, 6, 7, 7, 7],
  "match field": [0, 0, 36, 40, 41, 44],
  statistic: [0, 0, 0, 0, 0, 5],
  "error code": [31, 66, 92, 111, 150, 167],
};
/** STATS_REQUEST and STATS_REPLY, later MULTIPART_REQUEST and MULTIPART_REPLY, are two of these. */
const MESSAGE_TYPES = [22, 24, 26, 30, 33, 34];
const MULTIPART_TYPES = [7, 9, 10, 15, 18, 21];

const VERSIONS = [1, 2, 3, 4, 5, 6];

function counts(kind: ItemKind, name = /./): number[] {
  const counted = items.filter((item) => item.kind === kind && name.test(item.name));
  return VERSIONS.map((version) => counted.filter(({ versions }) => versions.includes(version)).length);
}

describe("the protocol", () => {
  it("has the message types of each version", () => {
    expect(counts("message").map((count) => count + 2)).toEqual(MESSAGE_TYPES);
  });

  it("has the multipart types of each version, each with a request and a reply", () => {
    expect(counts("multipart type", /^REQUEST\./)).toEqual(MULTIPART_TYPES);
    expect(counts("multipart type", /^REPLY\./)).toEqual(MULTIPART_TYPES);
  });

  it.each(Object.entries(COUNTS))("has every %s of each version", (kind, expected) => {
    expect(counts(kind as ItemKind)).toEqual(expected);
  });

  it("has a golden case for everything in every version that has it", () => {
    expect(missingCases(items, covered)).toEqual([]);
    expect(needlessExceptions(items, covered)).toEqual([]);
  });

  it("has what the list of extensions says", () => {
    const names = namesOf13();
    const missing = EXTENSION_PACK.flatMap(({ has }) => has.filter((name) => !names.has(name)));
    expect(missing).toEqual([]);
    for (const { number, has, lacks } of EXTENSION_PACK) {
      expect(has.length > 0 || lacks !== undefined, `extension ${number} says nothing`).toBe(true);
    }
  });

  it("is shown in docs/protocol-coverage.md as it is", () => {
    expect(readFileSync(COVERAGE_FILE, "utf8")).toBe(coverageTable(items, covered));
  });
});
