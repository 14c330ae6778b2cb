import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { defaultController } from "zof";
import { linear, type Network } from "zof-sim";
import { connectSwitches, startDemo } from "./testing/demo-network.test.fixture.js";
import "./autoresponder.js";

let network: Network;

beforeAll(startDemo);
afterEach(() => network.close());
afterAll(() => defaultController().stop());

test.each([1, 4])("answers ARP and ping for its address, wire version %i", async (version) => {
  network = linear(2, { switch: { versions: [version] } });
  await connectSwitches(network);
  const [h1, h2] = network.hosts;
  expect(await h1?.ping("10.0.0.99")).toEqual({ rttMs: expect.any(Number) });
  expect(await h2?.ping(h1?.ip ?? "")).toEqual({ rttMs: expect.any(Number) });
  await expect(h1?.ping("10.0.0.98", { timeoutMs: 100 })).rejects.toThrow("no_arp_reply");
});
