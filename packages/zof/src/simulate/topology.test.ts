import { describe, expect, it } from "vitest";
import { CommandError } from "../command/command-error.js";
import { makeTopology } from "./topology.js";

describe("makeTopology", () => {
  it.each([
    ["office", 3, 6, 8],
    ["single,4", 1, 4, 4],
    ["linear,3", 3, 3, 5],
    ["tree,2,3", 4, 9, 12],
  ])("%s has %i switches, %i hosts and %i links", (text, switches, hosts, links) => {
    const network = makeTopology(text);
    expect([network.switches.length, network.hosts.length, network.links.length]).toEqual([
      switches,
      hosts,
      links,
    ]);
  });

  it("has hosts of a VLAN in the office, at two switches", () => {
    const { hosts, links } = makeTopology("office");
    const tagged = hosts.filter(({ vlan }) => vlan === 100);
    expect(tagged.map(({ name }) => name)).toEqual(["h5", "h6"]);
    const places = links.filter(({ b }) => tagged.some(({ card }) => card === b)).map(({ a }) => a.node.name);
    expect(places).toEqual(["s2", "s3"]);
  });

  it.each([
    "",
    "ring,3",
    "single",
    "single,0",
    "single,x",
    "single,1.5",
    "linear,2,2",
    "tree,2",
    "office,1",
    "toString",
  ])("refuses '%s'", (text) => {
    expect(() => makeTopology(text)).toThrow(CommandError);
  });

  it.each(["single,257", "linear,257", "tree,9,2", "tree,1000000,1000000", "tree,1000000,1"])(
    "refuses %s as too large, before it is made",
    (text) => {
      expect(() => makeTopology(text)).toThrow(/too many hosts; 256/);
    },
  );
});
