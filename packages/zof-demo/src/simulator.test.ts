import { afterAll, beforeAll, expect, test } from "vitest";
import { Application, Controller, compile, createLogger, defaultController } from "zof";
import { startDemo } from "./testing/demo-network.test.fixture.js";
import "./simulator.js";

// Another controller than that of the demo: the one that the switches connect to.
const controller = new Controller({
  listenEndpoints: ["127.0.0.1:0"],
  logger: createLogger({ level: "silent" }),
});
const app = new Application("observer", { controller });
const up: string[] = [];
app.message("CHANNEL_UP", async ({ datapath }) => {
  const { msg } = await DESC.request();
  up.push(`${datapath.id} ${datapath.ports.size} ports, ${msg.dp_desc}`);
});
const DESC = compile("REQUEST.DESC");

beforeAll(async () => {
  await controller.start();
  const demo = defaultController();
  demo.args = { simEndpoint: controller.endpoints[0], simCount: "3", simPorts: "2" };
  await startDemo();
});
afterAll(async () => {
  await defaultController().stop();
  await controller.stop();
});

test("its switches connect, have ports and answer", async () => {
  await expect
    .poll(() => up.toSorted(), { timeout: 5000 })
    .toEqual([1, 2, 3].map((n) => `00:00:00:00:00:00:00:0${n} 2 ports, simulated switch ${n}`));
});
