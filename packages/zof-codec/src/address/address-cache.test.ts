import { expect, test } from "vitest";
import { AddressCache } from "./address-cache.js";

/** How many of `addresses` must be built again when they are read a second time. */
function rebuilt(slots: number, addresses: readonly (readonly [number, number])[]): number {
  let built = 0;
  const cache = new AddressCache(slots, (high, low) => {
    built++;
    return `${high}/${low}`;
  });
  for (const [high, low] of addresses) expect(cache.get(high, low)).toBe(`${high}/${low}`);
  const first = built;
  for (const [high, low] of addresses) expect(cache.get(high, low)).toBe(`${high}/${low}`);
  return built - first;
}

test("an address is built once while its slot is its own", () => {
  expect(rebuilt(16, [[0x1234, -5]])).toBe(0);
});

test("the all-zero address is not mistaken for an empty slot", () => {
  const cache = new AddressCache(4, () => "zero");
  expect(cache.get(0, 0)).toBe("zero");
});

test.each([
  ["counting up in the low byte", (i: number) => [0, i] as const],
  ["counting up in the third byte", (i: number) => [0, i << 8] as const],
  ["counting up in the highest byte", (i: number) => [i & 0xff, (i >>> 8) << 24] as const],
  ["the same number in both halves", (i: number) => [i, i] as const],
])("addresses %s spread over the slots", (_name, address) => {
  const addresses = Array.from({ length: 1000 }, (_, i) => address(i));
  // 1000 addresses thrown at random into 16384 slots: about 60 share one with another.
  expect(rebuilt(16384, addresses)).toBeLessThan(120);
});
