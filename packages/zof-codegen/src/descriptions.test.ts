import { describe, expect, it } from "vitest";
import { readSchemas } from "./load/read-schemas.js";
import { SCHEMAS } from "./testing/test-model.js";

/** Folders whose schemas are things that the specification, or Open vSwitch's header, has a place for. */
const CITED = ["messages", "structs", "actions", "instructions", "meter-bands", "flow-updates"];
/** As `OpenFlow 1.3.5 section 7.2.5`; what Open vSwitch alone has is said to be its own. */
const CITATION = /OpenFlow 1\.\d(\.\d)? section [A-Z\d]|Open vSwitch/;

const files = readSchemas(SCHEMAS);

interface Described {
  readonly description?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Described>>;
}

/** What editors show when the pointer rests on a name comes from here. */
describe("the description", () => {
  it("of every property is there; those with one value have it as their meaning", () => {
    const without = files.flatMap(({ path, content }) =>
      Object.entries((content as Described).properties ?? {})
        .filter(([, property]) => property.const === undefined && !property.description?.endsWith("."))
        .map(([name]) => `${path} ${name}`),
    );
    expect(without).toEqual([]);
  });

  it("of every message, struct and member of a union says where it is specified", () => {
    const cited = files.filter(({ folder }) => CITED.includes(folder));
    expect(new Set(cited.map(({ folder }) => folder))).toEqual(new Set(CITED));
    const without = cited.filter(({ content }) => !CITATION.test((content as Described).description ?? ""));
    expect(without.map(({ path }) => path)).toEqual([]);
  });
});
