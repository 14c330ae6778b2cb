import { describe, expect, it } from "vitest";
import { compile } from "zof-compile";
import { isNative } from "../test-support/driver.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

const BARRIER = compile("BARRIER_REQUEST");
const ECHO = compile("ECHO_REQUEST {data: $data}");

/** Counts the chunks that a peer reads; on loopback each write of the other side is one, if they are far apart. */
function countChunks(socket: {
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
}): number[] {
  const sizes: number[] = [];
  socket.on("data", (chunk) => sizes.push(chunk.length));
  return sizes;
}

async function up(options: ConstructorParameters<typeof TestController>[0] = {}) {
  const controller = new TestController(options);
  const recorder = controller.recorder();
  return { controller, recorder };
}

describe("output", () => {
  // Native: it counts the writes of a socket.
  it.runIf(isNative)("is written once for all that the messages of a chunk and a turn give", async () => {
    const { controller, recorder } = await up();
    controller.app("answers").message("BARRIER_REPLY", () => {
      BARRIER.send({});
    });
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    const chunks = countChunks(peer.socket);
    peer.sendBytes("0415000800010000".repeat(100));
    await expect.poll(() => chunks).toEqual([800]);
    for (let count = 0; count < 50; count++) BARRIER.send({ datapath_id: 1 });
    await Promise.resolve();
    for (let count = 0; count < 50; count++) BARRIER.send({ datapath_id: 1 });
    await expect.poll(() => chunks).toEqual([800, 800]);
  });

  it("of several hundred kilobytes in one turn arrives whole and in order", async () => {
    const { controller, recorder } = await up();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    peer.answersEcho = false;
    const data = new Uint8Array(1000);
    for (let xid = 1000; xid < 2000; xid++) ECHO.send({ data, xid, datapath_id: 1 });
    await expect.poll(() => peer.messages.length).toBe(1000);
    expect(peer.messages.map(({ xid }) => xid)).toEqual(
      Array.from({ length: 1000 }, (_, index) => 1000 + index),
    );
  });

  it("that a switch does not read ends its connection at the limit, and only its own", async () => {
    const { controller, recorder } = await up({ maxPendingOutputBytes: 1_000_000 });
    await controller.start();
    const deaf = await openSwitch(controller.endpoint);
    const other = await openSwitch(controller.endpoint, { datapathId: 2 });
    await recorder.wait("CHANNEL_UP", 2);
    deaf.socket.pause();
    const data = new Uint8Array(60_000);
    const sendUntilClosed = async () => {
      for (let count = 0; count < 1000; count++) {
        ECHO.send({ data, datapath_id: 1 });
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await expect(sendUntilClosed()).rejects.toMatchObject({ code: "closed" });
    const alert = await recorder.wait("CHANNEL_ALERT");
    expect(alert.datapath_id).toBe("00:00:00:00:00:00:00:01");
    expect(alert.msg.message).toMatch(/^1\d{6} bytes wait for the switch to read them/);
    await recorder.wait("CHANNEL_DOWN");
    BARRIER.send({ datapath_id: 2 });
    await other.next("BARRIER_REQUEST");
  });

  it("that grows in one long turn is bounded all the same", async () => {
    const { controller, recorder } = await up({ maxPendingOutputBytes: 1_000_000 });
    await controller.start();
    const deaf = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    deaf.socket.pause();
    const data = new Uint8Array(60_000);
    expect(() => {
      for (let count = 0; count < 2000; count++) ECHO.send({ data, datapath_id: 1 });
    }).toThrow("closed");
  });

  // Native: the socket that waits belongs to the process.
  it.runIf(isNative)(
    "that waits keeps more from being read from that switch, until it is taken",
    async () => {
      const { controller, recorder } = await up({ maxPendingOutputBytes: 32_000_000 });
      let answered = 0;
      controller.app("answers").message("BARRIER_REPLY", () => {
        answered++;
        ECHO.send({ data: new Uint8Array(30_000) });
      });
      await controller.start();
      const peer = await openSwitch(controller.endpoint);
      await recorder.wait("CHANNEL_UP");
      peer.answersEcho = false;
      peer.socket.pause();
      for (let chunk = 0; chunk < 40; chunk++) {
        peer.sendBytes("0415000800010000".repeat(50));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      expect(answered).toBeLessThan(2000);
      expect(recorder.ofType("CHANNEL_ALERT")).toEqual([]);
      peer.socket.resume();
      await expect.poll(() => peer.messages.length).toBe(2000);
      expect(answered).toBe(2000);
    },
  );

  it("ends a connection with words that arrive, also while the switch goes on sending", async () => {
    const { controller, recorder } = await up();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    peer.sendBytes("0414000000000009");
    for (let count = 0; count < 50; count++) peer.sendBytes(new Uint8Array(10_000));
    expect(await peer.next("ERROR")).toMatchObject({ xid: 9 });
    await peer.closed();
  });

  it("sent before a close still goes out", async () => {
    const { controller, recorder } = await up();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    BARRIER.send({ datapath_id: 1 });
    expect(controller.close({ datapath_id: 1 })).toBe(1);
    expect(controller.close({ datapath_id: 1 })).toBe(0);
    await peer.next("BARRIER_REQUEST");
    await peer.closed();
  });
});
