import { Worker } from "node:worker_threads";
import { describe, expect, it, onTestFinished } from "vitest";
import { encode } from "zof-types";
import { isNative } from "../test-support/driver.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

const MESSAGE_BYTES = 8;
const FULL_CHUNK = 64 * 1024;

/** Answers the FEATURES_REQUEST, and then sends as much as it can, for ever. */
const FLOODER = `
  const { workerData } = require("node:worker_threads");
  const socket = require("node:net").connect(workerData.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(workerData.hello);
  let received = Buffer.alloc(0);
  const more = () => socket.write(workerData.flood, more);
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    const request = received.subarray(-8);
    if (request[1] !== 5) return;
    const reply = Buffer.from(workerData.features);
    request.copy(reply, 4, 4);
    socket.write(reply);
    socket.removeAllListeners("data");
    more();
  });
`;

function flood(endpoint: string): void {
  const features = { datapath_id: 9, actions: [] };
  const flooder = new Worker(FLOODER, {
    eval: true,
    workerData: {
      port: Number(endpoint.split(":")[1]),
      hello: encode({ type: "HELLO", version: 1, msg: {} }),
      features: encode({ type: "FEATURES_REPLY", version: 1, msg: features }),
      flood: Buffer.from("0113000800010000".repeat(100_000), "hex"),
    },
  });
  onTestFinished(() => void flooder.terminate());
}

describe("a flooding switch", () => {
  // Native: it counts the reads of a socket.
  it.runIf(isNative)(
    "is read two full chunks in a turn of the event loop at most, so that others are answered",
    async () => {
      const controller = new TestController();
      const recorded = { inTurn: 0, most: 0, total: 0 };
      controller.app("slow").message("BARRIER_REPLY", { datapath_id: "00:00:00:00:00:00:00:09" }, () => {
        recorded.inTurn++;
        recorded.total++;
        recorded.most = Math.max(recorded.most, recorded.inTurn);
        // Gives the other side the time to fill the system's buffer again.
        if (recorded.total % 4096 === 0)
          for (const until = performance.now() + 2; performance.now() < until; );
      });
      await controller.start();
      let running = true;
      const turn = () => {
        recorded.inTurn = 0;
        if (running) setImmediate(turn);
      };
      turn();
      const quiet = await openSwitch(controller.endpoint, { datapathId: 2 });
      flood(controller.endpoint);
      await expect.poll(() => recorded.total).toBeGreaterThan(300_000);
      quiet.send({ type: "ECHO_REQUEST", xid: 1 });
      await quiet.next("ECHO_REPLY");
      running = false;
      expect(recorded.most).toBeGreaterThan(FULL_CHUNK / MESSAGE_BYTES / 2);
      // One more may have begun in the chunk before.
      expect(recorded.most).toBeLessThanOrEqual((2 * FULL_CHUNK) / MESSAGE_BYTES + 1);
    },
  );
});
