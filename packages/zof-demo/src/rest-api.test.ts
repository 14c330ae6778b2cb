import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultController } from "zof";
import { linear, type Network } from "zof-sim";
import { restPort } from "./rest-api.js";
import { demoPort, startDemo } from "./testing/demo-network.test.fixture.js";

let network: Network;

beforeAll(async () => {
  defaultController().args = { restAddress: "127.0.0.1", restPort: "0" };
  await startDemo();
  network = linear(2);
  await network.connect({ port: demoPort() });
  network.switches[0]?.flowMod({ command: "ADD", priority: 7, cookie: 2n ** 63n });
});
afterAll(async () => {
  network.close();
  await defaultController().stop();
});

async function get(path: string, init?: RequestInit): Promise<[number, string]> {
  const response = await fetch(`http://127.0.0.1:${restPort()}${path}`, init);
  return [response.status, await response.text()];
}

test("lists switches, flows and ports", async () => {
  await expect.poll(() => defaultController().getDatapaths().length).toBe(2);
  const [status, switches] = await get("/stats/switches");
  expect([status, JSON.parse(switches).sort()]).toEqual([200, [1, 2]]);
  const [, flows] = await get("/stats/flow/1");
  expect(flows).toContain('"priority":7,');
  expect(flows).toContain('"cookie":9223372036854775808');
  expect(JSON.parse((await get("/stats/portdesc/0x2"))[1])["2"]).toHaveLength(2);
  expect(JSON.parse((await get("/stats/port/1"))[1])["1"]).toHaveLength(2);
  expect((await get("/stats/desc/1"))[1]).toContain("simulated");
});

test("says what is wrong with a request", async () => {
  await expect.poll(() => defaultController().getDatapaths().length).toBe(2);
  expect(await get("/stats/flow/9")).toEqual([404, '{"error":"datapath 9 is not connected"}']);
  const modify = (body: string) => get("/stats/portdesc/modify", { method: "POST", body });
  expect(await modify("x")).toEqual([400, '{"error":"the body is not a JSON object"}']);
  expect((await modify('{"dpid": 1, "port_no": 77}'))[0]).toBe(404);
  const [refused, text] = await modify('{"dpid": 1, "port_no": 1, "config": ["NO_SUCH"]}');
  expect([refused, text]).toEqual([400, expect.stringContaining("NO_SUCH")]);
  expect((await modify('{"dpid": 1, "port_no": 1, "config": ["PORT_DOWN"]}'))[0]).toBe(200);
});
