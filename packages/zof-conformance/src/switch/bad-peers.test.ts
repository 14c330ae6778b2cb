import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { compile } from "zof";
import { mutate } from "../fuzz/mutate.js";
import { Random } from "../fuzz/random.js";
import { goldenCases } from "../golden/golden-cases.js";
import { labUnavailable } from "../lab/lab-available.js";
import { waitFor, withControlledSwitch } from "./controlled-switch.js";
import { connectHostileSwitch } from "./hostile-switch.js";

const DESC = compile("REQUEST.DESC");
const HELLO = Buffer.from("0400000800000001", "hex");

/** What peers send that are no switches. */
const GREETINGS = [
  Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
  Buffer.alloc(4096),
  Buffer.alloc(4096, 0xff),
  Buffer.from("0400000000000001", "hex"), // a length of zero
  Buffer.from("6300000800000001", "hex"), // a version of the future
  Buffer.from("0406000800000001", "hex"), // no HELLO first
  HELLO.subarray(0, 4), // half a header, and then nothing
  Buffer.concat([HELLO, Buffer.from("040affff00000001", "hex")]), // the beginning of the longest message
];

/** Switches that send faulty messages after their handshake, and how many each sends. */
const SWITCHES = 30;
const FAULTY = 200;

describe.skipIf(labUnavailable() !== undefined)("while peers send what is no OpenFlow", () => {
  it("a real switch goes on", async () => {
    await withControlledSwitch("OpenFlow13", async ({ datapath_id, controller, lab, events }) => {
      const port = Number(controller.endpoints[0]?.split(":").at(-1));
      const peers = [
        ...GREETINGS.map((bytes) => connectAndSend(port, bytes)),
        ...Array.from({ length: SWITCHES }, (_, seed) =>
          connectHostileSwitch(port, 1000 + seed, faultyMessages(seed)),
        ),
      ];
      for (let count = 0; count < 100; count++) {
        expect((await DESC.request({ datapath_id, timeoutMs: 1000 })).msg.hw_desc).toBe("Open vSwitch");
      }
      const alerts = () =>
        new Set(events.filter(({ type }) => type === "CHANNEL_ALERT").map(({ conn_id }) => conn_id));
      await waitFor(() => alerts().size > SWITCHES, "CHANNEL_ALERTs for the switches and some greetings");
      expect(controller.findDatapath(datapath_id)?.up).toBe(true);
      const down = events.filter(
        (event) => event.type === "CHANNEL_DOWN" && event.datapath_id === datapath_id,
      );
      expect(down).toEqual([]);

      await Promise.all(peers.map(disconnect));
      await waitFor(() => controller.getConnections().length === 1, "only the switch is left");
      await lab.hosts[0]?.unplug();
      await waitFor(() => controller.findPort(datapath_id, 1)?.up === false, "PORT_STATUS after all that");
    });
  }, 60_000);
});

function connectAndSend(port: number, bytes: Uint8Array): Socket {
  const socket = connect(port, "127.0.0.1");
  // It is closed by the controller when it likes, which is what is expected of it.
  socket.on("error", () => {});
  socket.write(bytes);
  return socket;
}

async function disconnect(socket: Socket): Promise<void> {
  if (socket.closed) return;
  const closed = once(socket, "close");
  socket.destroy();
  await closed;
}

function faultyMessages(seed: number): Uint8Array {
  const random = new Random(seed);
  const messages = goldenCases().map(({ bytes }) => bytes);
  return Buffer.concat(Array.from({ length: FAULTY }, () => mutate(random.pick(messages), random, messages)));
}
