import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultController } from "zof";
import { linear, type Network } from "zof-sim";
import { metricsPort } from "./metrics.js";
import { demoPort, startDemo } from "./testing/demo-network.test.fixture.js";

let network: Network;

beforeAll(async () => {
  defaultController().args = { metricsAddress: "127.0.0.1", metricsPort: "0" };
  await startDemo();
  network = linear(2);
});
afterAll(async () => {
  network.close();
  await defaultController().stop();
});

test("counts switches, their ports and messages", async () => {
  await network.connect({ port: demoPort() });
  network.links.at(-1)?.down();
  const text = async () => (await fetch(`http://127.0.0.1:${metricsPort()}/metrics`)).text();
  await expect.poll(text).toContain("zof_datapaths 2");
  await expect.poll(text).toMatch(/zof_ports{state="down"} [12]\n/);
  await expect.poll(text).toContain('zof_messages_received_total{type="CHANNEL_UP"} 2');
  expect((await fetch(`http://127.0.0.1:${metricsPort()}/`)).status).toBe(404);
});
