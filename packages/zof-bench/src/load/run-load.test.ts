import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { Framer } from "zof-codec";
import { decode, encode, type Message, type MessageInput } from "zof-types";
import { runLoad } from "./run-load.js";

/** How a controller answers a message. */
type Answer = (message: Message) => readonly MessageInput[] | "close";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Starts a controller that answers as told, and returns the options to reach it with little load. */
async function controller(answer: Answer) {
  const server = createServer((socket) => talk(socket, answer));
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, switches: 2, macs: 10, seconds: 0.05, rounds: 2, warmupSeconds: 0.02, settleMs: 20 };
}

function talk(socket: Socket, answer: Answer): void {
  const framer = new Framer();
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    framer.push(chunk);
    while (framer.next()) {
      const message = decode(framer.bytes.subarray(framer.start, framer.end));
      const replies = answer(message);
      if (replies === "close") return void socket.destroy();
      const { version, xid } = message;
      socket.write(Buffer.concat(replies.map((reply) => encode({ version, xid, ...reply }))));
    }
  });
}

/** A controller as it should be, which answers a PACKET_IN with these. */
function answering(responses: (bufferId: number) => readonly MessageInput[]): Answer {
  return (message) => {
    switch (message.type) {
      case "HELLO":
        return [{ type: "HELLO", msg: {} }, { type: "FEATURES_REQUEST" }];
      case "ECHO_REQUEST":
        return [{ type: "ECHO_REPLY", msg: { data: message.msg.data } }];
      case "PACKET_IN":
        return responses(Number(message.msg.buffer_id));
      default:
        return [];
    }
  };
}

const flowMod = (buffer_id: number): MessageInput => ({
  type: "FLOW_MOD",
  msg: { command: "ADD", buffer_id },
});
const packetOut = (buffer_id: number): MessageInput => ({
  type: "PACKET_OUT",
  msg: { in_port: 1, buffer_id, actions: [] },
});

describe.each([1, 4])("version %i", (version) => {
  test("throughput mode counts all responses", async () => {
    const options = await controller(answering((id) => [flowMod(id), packetOut(id)]));
    const result = await runLoad({ ...options, version, inFlight: 128 });
    expect(result.rounds.length).toBe(2);
    for (const { seconds, flowMods, packetOuts, responsesPerSecond } of result.rounds) {
      expect(flowMods).toBeGreaterThan(0);
      expect(Math.abs(flowMods - packetOuts)).toBeLessThanOrEqual(2);
      expect(responsesPerSecond).toBeCloseTo((flowMods + packetOuts) / seconds);
    }
    expect(result.latencyMicroseconds).toBeUndefined();
  });

  test("latency mode sends one PACKET_IN for each first response", async () => {
    const options = await controller(answering((id) => [flowMod(id), packetOut(id)]));
    const result = await runLoad({ ...options, version, mode: "latency" });
    for (const { packetIns, flowMods } of result.rounds) {
      expect(packetIns).toBeGreaterThan(0);
      expect(Math.abs(packetIns - flowMods)).toBeLessThanOrEqual(options.switches);
    }
    const latency = result.latencyMicroseconds;
    expect(latency?.p50).toBeGreaterThan(1);
    expect(latency?.max).toBeGreaterThanOrEqual(latency?.p99 ?? Number.NaN);
    expect(latency?.lost).toBe(0);
  });
});

test("lost responses are counted, and the load goes on", async () => {
  let count = 0;
  const options = await controller(answering((id) => (++count % 20 === 0 ? [] : [flowMod(id)])));
  const result = await runLoad({ ...options, mode: "latency", seconds: 0.2, lostMs: 10 });
  expect(result.latencyMicroseconds?.lost).toBeGreaterThan(0);
  expect(result.responsesPerSecond.min).toBeGreaterThan(0);
});

test("a controller that never asks for the features is named as the reason", async () => {
  const options = await controller(() => []);
  await expect(runLoad({ ...options, stallMs: 100 })).rejects.toThrow(
    /no progress for 100 ms: .* 0 of 2 switches .*FEATURES_REQUEST/,
  );
});

test("a controller that stops taking messages is named as the reason", async () => {
  const good = answering(() => []);
  const options = await controller((message) => (message.type === "ECHO_REQUEST" ? [] : good(message)));
  await expect(runLoad({ ...options, stallMs: 100 })).rejects.toThrow(
    /took the PACKET_INs of 0 of 2 switches/,
  );
});

test("no response at all is an error", async () => {
  const options = await controller(answering(() => []));
  await expect(runLoad(options)).rejects.toThrow(/no response to any PACKET_IN/);
});

test("a controller that hangs up is an error", async () => {
  const options = await controller((message) => (message.type === "HELLO" ? "close" : []));
  await expect(runLoad(options)).rejects.toThrow(/switch \d, .*: the controller closed the connection/);
});

test("a controller of another version is an error", async () => {
  const options = await controller(() => [{ type: "FEATURES_REQUEST", version: 1 }]);
  await expect(runLoad(options)).rejects.toThrow(/speaks OpenFlow 1.0, the emulated switches OpenFlow 1.3/);
});

test("an ERROR of the controller is shown", async () => {
  const code = "OFPHFC_INCOMPATIBLE";
  const options = await controller(() => [{ type: "ERROR", msg: { type: "HELLO_FAILED", code, data: "" } }]);
  await expect(runLoad(options)).rejects.toThrow(/the controller sent .*OFPHFC_INCOMPATIBLE/);
});

test("no controller is an error", async () => {
  const options = await controller(() => []);
  const [server] = servers.splice(0);
  await new Promise((closed) => server?.close(closed));
  await expect(runLoad(options)).rejects.toThrow(/ECONNREFUSED/);
});
