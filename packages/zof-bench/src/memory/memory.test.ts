import { expect, test } from "vitest";
import { allocatedBytes, keptBytes } from "./measure-memory.js";
import { runMemory } from "./run-memory.js";

test("what is allocated and what is kept are told apart", { timeout: 60_000 }, () => {
  const pair = () => [new Array(50).fill(0), new Array(50).fill(0)].slice(1);
  const array = 16 + 16 + 50 * 8;
  expect(allocatedBytes(pair)).toBeGreaterThan(2 * array - 64);
  expect(keptBytes(pair)).toBeGreaterThan(array - 32);
  expect(keptBytes(pair)).toBeLessThan(2 * array - 64);
  expect(allocatedBytes((index) => index % 7)).toBeLessThan(8);
});

test("the codec allocates no garbage for a field or an action", { timeout: 60_000 }, () => {
  const results = runMemory(() => {});
  const garbage = (text: string) =>
    results.filter(({ name }) => name.startsWith(text)).map(({ allocated, kept }) => allocated - kept);
  for (const text of ["encode a FLOW_MOD", "decode a FLOW_MOD"]) {
    const [few = Number.NaN, , many = Number.NaN] = garbage(text);
    expect(few).toBeLessThan(256);
    // Of six more fields and six more actions, the smallest object for each would be 192 bytes.
    expect(many - few).toBeLessThan(96);
  }
  for (const bytes of garbage("decode a PACKET_IN")) expect(bytes).toBeLessThan(96);
});
