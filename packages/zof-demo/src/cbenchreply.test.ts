import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { defaultController } from "zof";
import { type Network, single } from "zof-sim";
import { demoPort, startDemo } from "./testing/demo-network.test.fixture.js";
import "./cbenchreply.js";

let network: Network;

beforeAll(startDemo);
afterEach(() => network.close());
afterAll(() => defaultController().stop());

test("answers a PACKET_IN with a FLOW_MOD for it", async () => {
  // A switch of OpenFlow 1.0 sends what it does not know to the controller unasked.
  network = single(2, { switch: { versions: [1] } });
  const [s1] = network.switches;
  const [h1] = network.hosts;
  await s1?.connect({ port: demoPort() });
  await h1?.ping("10.0.0.2", { timeoutMs: 100 }).catch(() => {});
  await expect.poll(() => s1?.tables[0]?.entries.length).toBe(1);
  const [entry] = s1?.tables[0]?.entries ?? [];
  expect(entry?.match.fields).toEqual([
    { field: "IN_PORT", value: 1 },
    { field: "ETH_SRC", value: h1?.mac },
    { field: "ETH_DST", value: "ff:ff:ff:ff:ff:ff" },
  ]);
  expect(entry?.idle_timeout).toBe(5);
});
