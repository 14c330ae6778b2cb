import { expect, it } from "vitest";
import { portsTowards, spanningTree } from "./shortest-paths.js";

const link = (a: string, aPort: number, b: string, bPort: number) => ({
  a: { datapath_id: a, port_no: aPort },
  b: { datapath_id: b, port_no: bPort },
});
/** A ring of four, a way across, and a pair apart. */
const LINKS = [
  ...[link("a", 1, "b", 2), link("b", 1, "c", 2), link("c", 1, "d", 2), link("a", 2, "d", 1)],
  ...[link("a", 3, "c", 3), link("x", 1, "y", 1)],
];

it("finds the port towards a switch, by the fewest links", () => {
  expect([...portsTowards("c", LINKS)].sort()).toEqual([
    ["a", 3],
    ["b", 1],
    ["d", 2],
  ]);
  expect([...portsTowards("x", LINKS)]).toEqual([["y", 1]]);
  expect(portsTowards("z", LINKS).size).toBe(0);
});

it("spans all switches without a loop", () => {
  const tree = spanningTree(LINKS);
  expect(tree).toHaveLength(4);
  expect(portsTowards("a", tree).size).toBe(3);
  expect(portsTowards("x", tree).size).toBe(1);
});
