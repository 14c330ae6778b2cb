import { expect, test } from "vitest";
import { tracedOutputs } from "./traced-outputs.js";

const numbers = new Map([
  [1, 65534],
  [2, 1],
  [3, 2],
]);
const traced = (...lists: string[]) =>
  tracedOutputs(lists.map((list) => `Final flow: x\nDatapath actions: ${list}`).join("\n"), numbers);

test("ports are read from the datapath's actions, and copies for the controller", () => {
  const sent = "set(ipv4(src=1.2.3.4,ttl=3)),push_vlan(vid=5,pcp=0),3,clone(pop_vlan,2,clone(3)),1";
  expect(traced(`${sent},userspace(pid=0,controller(reason=1,max_len=65535))`)).toEqual({
    ports: [2, 1, 2],
    toController: 1,
    isWhole: true,
  });
  expect(traced("drop")).toEqual({ ports: [], toController: 0, isWhole: true });
});

test("what goes through the datapath again must be shown again", () => {
  expect(traced("2,pop_mpls(eth_type=0x800),recirc(0x1)").isWhole).toBe(false);
  expect(traced("2,pop_mpls(eth_type=0x800),recirc(0x1)", "3")).toMatchObject({
    ports: [1, 2],
    isWhole: true,
  });
});
