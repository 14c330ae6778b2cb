import { describe, expect, it } from "vitest";
import { compile } from "zof-compile";
import { isNative } from "../test-support/driver.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

const BARRIER = compile("BARRIER_REQUEST");

async function started() {
  const controller = new TestController();
  const recorder = controller.recorder();
  await controller.start();
  return { controller, recorder };
}

describe("a second connection of a datapath", () => {
  it("takes the place of the first, which is closed with an alert", async () => {
    const { controller, recorder } = await started();
    const old = await openSwitch(controller.endpoint);
    const { conn_id: oldId, datapath: oldDatapath } = await recorder.wait("CHANNEL_UP");
    const fresh = await openSwitch(controller.endpoint);
    const { conn_id: freshId, datapath } = await recorder.wait("CHANNEL_UP", 2);
    await old.closed();
    expect(recorder.events.map(({ type, conn_id }) => [type, conn_id])).toEqual([
      ["CHANNEL_UP", oldId],
      ["CHANNEL_ALERT", oldId],
      ["CHANNEL_DOWN", oldId],
      ["CHANNEL_UP", freshId],
    ]);
    expect(recorder.ofType("CHANNEL_ALERT")[0]?.msg.message).toBe(
      `connection ${freshId} of the same datapath replaces connection ${oldId}`,
    );
    expect([oldDatapath?.up, datapath?.up]).toEqual([false, true]);
    expect(controller.getDatapaths()).toEqual([datapath]);
    BARRIER.send({ datapath_id: 1 });
    await fresh.next("BARRIER_REQUEST");
  });

  // Native: the service does not say that an auxiliary connection has gone.
  it.runIf(isNative)(
    "is its auxiliary one when it says so: messages come and go, the datapath stays",
    async () => {
      const { controller, recorder } = await started();
      const main = await openSwitch(controller.endpoint);
      const { conn_id: mainId, datapath } = await recorder.wait("CHANNEL_UP");
      const auxiliary = await openSwitch(controller.endpoint, { auxiliaryId: 3 });
      auxiliary.send({ type: "BARRIER_REPLY", xid: 1000 });
      const event = await recorder.wait("BARRIER_REPLY");
      expect(event).toMatchObject({ auxiliary_id: 3, datapath_id: "00:00:00:00:00:00:00:01" });
      expect(event.datapath).toBe(datapath);
      BARRIER.send({ conn_id: event.conn_id });
      await auxiliary.next("BARRIER_REQUEST");
      BARRIER.send({ datapath_id: 1 });
      await main.next("BARRIER_REQUEST");
      auxiliary.close();
      await expect.poll(() => controller.getConnections().map(({ conn_id }) => conn_id)).toEqual([mainId]);
      expect(recorder.types).toEqual(["CHANNEL_UP", "BARRIER_REPLY"]);
    },
  );

  // Native: the service does not say that an auxiliary connection is there.
  it.runIf(isNative)("is closed with the main one, and refused without one", async () => {
    const { controller, recorder } = await started();
    const main = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    const auxiliary = await openSwitch(controller.endpoint, { auxiliaryId: 3 });
    await expect.poll(() => controller.getConnections().length).toBe(2);
    main.close();
    await auxiliary.closed();
    const lonely = await openSwitch(controller.endpoint, { auxiliaryId: 4 });
    await lonely.closed();
    expect((await recorder.wait("CHANNEL_ALERT")).msg.message).toContain("which has no main connection");
    expect(recorder.types).toEqual(["CHANNEL_UP", "CHANNEL_DOWN", "CHANNEL_ALERT"]);
  });
});
