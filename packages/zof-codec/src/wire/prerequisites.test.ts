import { expect, it } from "vitest";
import type { FieldEntry } from "./oxm-field.js";
import { type FieldLookup, isComplete, withPrerequisites } from "./prerequisites.js";

const lookup: FieldLookup = {
  field: (name) => {
    throw new Error(`${name} is not known`);
  },
  known: () => undefined,
};

/** How often the names of fields are looked at, of a match with so many fields, all different. */
function work(count: number): number {
  let reads = 0;
  const fields = Array.from({ length: count }, (_, index) => ({
    get field() {
      reads++;
      return `0x${index.toString(16).padStart(8, "0")}`;
    },
    value: new Uint8Array(4),
  })) as unknown as FieldEntry[];
  if (!isComplete(fields, lookup)) withPrerequisites(fields, lookup);
  return reads;
}

it("a match of twice as many fields is twice the work", () => {
  expect(work(8000) / work(4000)).toBeLessThan(2.1);
  expect(work(8000)).toBeLessThan(8000 * 10);
});
