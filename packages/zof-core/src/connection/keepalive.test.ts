import { describe, expect, it } from "vitest";
import { isNative } from "../test-support/driver.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

/** Soon for the test, and time enough to answer on a busy machine. */
const SOON = { echoIntervalMs: 40, echoTimeoutMs: 400 };

async function up(options: ConstructorParameters<typeof TestController>[0]) {
  const controller = new TestController(options);
  const recorder = controller.recorder();
  await controller.start();
  const peer = await openSwitch(controller.endpoint);
  await recorder.wait("CHANNEL_UP");
  return { controller, recorder, peer };
}

describe("the keepalive", () => {
  it("answers an ECHO_REQUEST with its data and xid", async () => {
    const { peer, recorder } = await up({});
    peer.send({ type: "ECHO_REQUEST", xid: 0xfffffffe, msg: { data: "0102030405" } });
    const reply = await peer.next("ECHO_REPLY");
    expect(reply).toMatchObject({ xid: 0xfffffffe, version: 4, msg: { data: Uint8Array.of(1, 2, 3, 4, 5) } });
    expect(recorder.types).toEqual(["CHANNEL_UP"]);
  });

  it("asks a silent switch again and again, and keeps it while it answers", async () => {
    const { controller, peer, recorder } = await up(SOON);
    for (let round = 0; round < 3; round++) await peer.next("ECHO_REQUEST");
    expect(controller.getConnections()).toHaveLength(1);
    expect(recorder.types).toEqual(["CHANNEL_UP"]);
  });

  it("does not ask a switch that speaks", async () => {
    const { peer } = await up({ echoIntervalMs: 400, echoTimeoutMs: 400 });
    for (const end = Date.now() + 700; Date.now() < end; ) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      peer.send({ type: "ECHO_REQUEST" });
    }
    expect(peer.messages.map(({ type }) => type)).not.toContain("ECHO_REQUEST");
  });

  it("closes a switch that stays silent, and says so", async () => {
    const { peer, recorder } = await up(SOON);
    peer.answersEcho = false;
    await peer.closed();
    const down = await recorder.wait("CHANNEL_DOWN");
    const reason = "the switch has been silent for 440 ms and does not answer an ECHO_REQUEST";
    expect(down.msg.reason).toBe(reason);
    expect(recorder.types).toEqual(["CHANNEL_UP", "CHANNEL_ALERT", "CHANNEL_DOWN"]);
    expect(recorder.ofType("CHANNEL_ALERT")[0]?.msg.message).toBe(reason);
  });

  it("takes any other message for a sign of life", async () => {
    const { controller, peer } = await up(SOON);
    peer.answersEcho = false;
    for (let round = 0; round < 3; round++) {
      await peer.next("ECHO_REQUEST");
      peer.send({ type: "BARRIER_REPLY", xid: 1000 });
    }
    expect(controller.getConnections()).toHaveLength(1);
  });

  // Native: the process that asks is not the one that is busy.
  it.runIf(isNative)("does not blame the switch when the process was busy", async () => {
    const { controller, peer, recorder } = await up({ echoIntervalMs: 30, echoTimeoutMs: 30 });
    await peer.next("ECHO_REQUEST");
    // The echo's time runs out while nothing is read; the answer waits in the system's buffer.
    const until = Date.now() + 150;
    while (Date.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(controller.getConnections()).toHaveLength(1);
    expect(recorder.types).toEqual(["CHANNEL_UP"]);
  });
});
