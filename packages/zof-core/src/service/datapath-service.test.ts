import { describe, expect, it } from "vitest";
import {
  currentController,
  findDatapath,
  findPort,
  getApps,
  getConnections,
  getDatapaths,
} from "../run/functions.js";
import { openSwitch, portOf } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

describe("the datapath service", () => {
  it.each([1, 4])("keeps the ports of a switch current, in version %d", async (version) => {
    const controller = new TestController();
    const seen: string[] = [];
    controller.app("early", { precedence: 1_000_000 }).message("PORT_STATUS", ({ msg, datapath }) => {
      const port = datapath.ports.get(msg.port_no);
      seen.push(`${msg.reason} ${msg.port_no} ${port?.up} ${port?.name}`);
    });
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint, { version, ports: [portOf(1), portOf(2)] });
    const { datapath } = await recorder.wait("CHANNEL_UP");
    const first = controller.findPort(1, 1);
    expect(first).toMatchObject({ port_no: 1, name: "port1", hw_addr: "02:00:00:00:00:01", up: true });
    peer.send({ type: "PORT_STATUS", msg: { reason: "MODIFY", ...portOf(1, { state: ["LINK_DOWN"] }) } });
    peer.send({
      type: "PORT_STATUS",
      msg: { reason: "ADD", ...portOf(5, { config: ["PORT_DOWN"], name: "new" }) },
    });
    peer.send({ type: "PORT_STATUS", msg: { reason: "DELETE", ...portOf(2) } });
    const { datapath: same } = await recorder.wait("PORT_STATUS", 3);
    expect(same).toBe(datapath);
    expect(seen).toEqual(["MODIFY 1 false port1", "ADD 5 false new", "DELETE 2 undefined undefined"]);
    expect([...(datapath?.ports.keys() ?? [])]).toEqual([1, 5]);
    expect(controller.findPort("0x1", 1)).toBe(first);
    expect(first).toMatchObject({ up: false, adminDown: false });
    expect(first?.state).toContain("LINK_DOWN");
    expect(controller.findPort(1n, 5)?.adminDown).toBe(true);
    expect(controller.findPort(1, 2)).toBeUndefined();
  });

  it("knows the datapaths that are up, by any form of their id", async () => {
    const controller = new TestController();
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint, { datapathId: 0x1f });
    const { datapath } = await recorder.wait("CHANNEL_UP");
    for (const id of [31, 31n, "0x1f", "00:00:00:00:00:00:00:1f"])
      expect(controller.findDatapath(id)).toBe(datapath);
    expect(datapath).toMatchObject({ id: "00:00:00:00:00:00:00:1f", idNumber: 31n, version: 4, up: true });
    expect(datapath?.features.n_tables).toBe(254);
    expect(JSON.stringify({ datapath })).toBe('{"datapath":"00:00:00:00:00:00:00:1f"}');
    const xid = datapath?.send({ type: "BARRIER_REQUEST" });
    expect((await peer.next("BARRIER_REQUEST")).xid).toBe(xid);
    expect(() => datapath?.send({ type: "FLOW_MOD", msg: { command: "NONSENSE" as "ADD" } })).toThrow(
      "command",
    );
    datapath?.close();
    await peer.closed();
    await recorder.wait("CHANNEL_DOWN");
    expect([datapath?.up, controller.getDatapaths(), controller.findDatapath(31)]).toEqual([
      false,
      [],
      undefined,
    ]);
    expect(() => datapath?.send({ type: "BARRIER_REQUEST" })).toThrow("closed by the controller");
  });

  it("answers the functions for the controller whose handler runs, after an await too", async () => {
    const controllers = [new TestController(), new TestController()];
    const ids: string[][] = [];
    for (const [index, controller] of controllers.entries()) {
      controller.app("asks").message("CHANNEL_UP", async ({ datapath_id }) => {
        const before = currentController() === controller;
        await undefined;
        const names = getApps().map(({ name }) => name);
        const [connection] = getConnections();
        const port = findPort(datapath_id, 1)?.name;
        ids[index] = [`${before}`, ...names, ...getDatapaths().map(({ id }) => id.slice(-1)), `${port}`];
        expect(connection?.datapath_id).toBe(datapath_id);
        expect(findDatapath(datapath_id)?.id).toBe(datapath_id);
      });
      await controller.start();
    }
    await openSwitch(controllers[0]?.endpoint, { datapathId: 1 });
    await openSwitch(controllers[1]?.endpoint, { datapathId: 2 });
    await expect
      .poll(() => ids)
      .toEqual([
        ["true", "asks", "1", "port1"],
        ["true", "asks", "2", "port1"],
      ]);
  });
});
