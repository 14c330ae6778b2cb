import { expect, test } from "vitest";
import { emptyLayout, Slot } from "./layout.js";

test("the layout has a place for each slot", () => {
  const slots = Object.values(Slot);
  expect(slots).toEqual(slots.map((_, i) => i));
  expect(emptyLayout(99)).toEqual(
    slots.map((slot) => (slot === Slot.end ? 99 : slot === Slot.payload ? 0 : -1)),
  );
});
