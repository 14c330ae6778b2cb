import { expect, test } from "vitest";
import { negotiateVersion } from "./negotiate-version.js";

test.each<[own: number[], header: number, listed: number[] | undefined, expected: number | undefined]>([
  [[1, 4], 4, [1, 4], 4],
  [[1, 4], 6, [1, 2, 3, 4, 5, 6], 4],
  [[1, 4], 6, [1, 6], 1],
  [[1, 4], 6, [5, 6], undefined],
  [[4], 4, [1], undefined],
  [[1, 4], 4, undefined, 4],
  [[1, 4], 1, undefined, 1],
  [[1, 4], 6, undefined, 4],
  [[4], 1, undefined, undefined],
  [[1], 4, undefined, 1],
  // Both could speak 1.0, but without bitmaps nobody knows (OpenFlow 1.3.5, section 6.3.1).
  [[1, 4], 3, undefined, undefined],
])("speaking %j, told %i %j: %s", (own, header, listed, expected) => {
  expect(negotiateVersion(own, header, listed)).toBe(expected);
});
