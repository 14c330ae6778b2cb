import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { defaultController } from "zof";
import { type Network, tree } from "zof-sim";
import { connectSwitches, startDemo } from "./testing/demo-network.test.fixture.js";
import "./hub.js";

let network: Network;

beforeAll(startDemo);
afterEach(() => network.close());
afterAll(() => defaultController().stop());

test.each([1, 4])("all hosts hear each other, wire version %i", async (version) => {
  network = tree(2, 2, { switch: { versions: [version] } });
  await connectSwitches(network);
  expect((await network.pingAll()).failed).toEqual([]);
  const [, , h3] = network.hosts;
  const heard = h3?.card.rx_packets ?? 0;
  const [h1, h2] = network.hosts;
  await h1?.ping(h2?.ip ?? "");
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(h3?.card.rx_packets).toBeGreaterThan(heard);
});
