import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ManualClock } from "../clock/manual-clock.js";
import { Network } from "../network/network.js";
import type { NetworkEvent } from "../network/network-event.js";
import { outputs } from "../testing/flow-mod.test.fixture.js";
import { freePort } from "../testing/free-port.test.fixture.js";
import { RawController } from "../testing/raw-controller.test.fixture.js";

let clock: ManualClock;
let network: Network;
let events: NetworkEvent[];
let controller: RawController | undefined;

beforeEach(() => {
  clock = new ManualClock();
  network = new Network({ clock });
  events = [];
  network.subscribe((event) => events.push(event));
});

afterEach(async () => {
  network.close();
  await controller?.close();
  controller = undefined;
});

function next(type: NetworkEvent["type"]): Promise<NetworkEvent> {
  return new Promise((resolve) => {
    const stop = network.subscribe((event) => {
      if (event.type !== type) return;
      stop();
      resolve(event);
    });
  });
}

describe("reconnecting", () => {
  test("waits twice as long after each failure, up to the limit, and starts anew after a success", async () => {
    const port = await freePort();
    const device = network.addSwitch();
    const ready = network.connect({ port, reconnectDelayMs: 100, maxReconnectDelayMs: 300 });
    const delays: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      const closed = await next("switch_closed");
      if (closed.type !== "switch_closed") continue;
      expect(closed.reason).toBe("ECONNREFUSED");
      delays.push(closed.retryInMs);
      expect(device.connection).toEqual({ status: "waiting", retryInMs: closed.retryInMs });
      if (attempt === 3) break;
      clock.advance(closed.retryInMs ?? 0);
    }
    expect(delays).toEqual([100, 200, 300, 300]);
    controller = await RawController.listen(port);
    clock.advance(300);
    await controller.hello();
    await ready;
    expect(device.connection).toEqual({ status: "connected", version: 4 });
    controller.socket.destroy();
    expect(await next("switch_closed")).toMatchObject({ retryInMs: 100 });
  });

  test("without it the promise rejects and the switch is idle", async () => {
    const device = network.addSwitch();
    const refused = network.connect({ port: await freePort(), reconnect: false });
    await expect(refused).rejects.toMatchObject({ code: "failed", message: "failed: s1: ECONNREFUSED" });
    expect(device.connection).toEqual({ status: "idle" });
    expect(clock.pending).toBe(0);
  });

  test("closing the network ends it", async () => {
    network.addSwitch();
    const refused = network.connect({ port: await freePort() });
    await next("switch_closed");
    network.close();
    await expect(refused).rejects.toMatchObject({ code: "closed" });
    expect(clock.pending).toBe(0);
  });
});

test("a switch added later connects to the same controller", async () => {
  controller = await RawController.listen();
  await network.connect({ port: controller.port });
  const device = network.addSwitch();
  await controller.hello();
  await next("switch_connected");
  expect(device.connection.status).toBe("connected");
});

test("a controller that does not say HELLO is given up", async () => {
  controller = await RawController.listen();
  network.addSwitch();
  const refused = network.connect({ port: controller.port, handshakeTimeoutMs: 1000, reconnect: false });
  await controller.next();
  clock.advance(1000);
  await expect(refused).rejects.toThrow("no HELLO came in time");
  await controller.closed();
});

describe("keepalive (OpenFlow 1.3.5, section 7.5.2)", () => {
  async function connected(): Promise<RawController> {
    const server = await RawController.listen();
    controller = server;
    network.addSwitch();
    const ready = network.connect({ port: server.port, echoIntervalMs: 1000, reconnect: false });
    await server.hello();
    await ready;
    return server;
  }

  test("asks for a sign of life after silence, and ends without one", async () => {
    const server = await connected();
    clock.advance(999);
    clock.advance(1);
    expect((await server.next()).type).toBe("ECHO_REQUEST");
    const closed = next("switch_closed");
    clock.advance(1000);
    expect(await closed).toMatchObject({ reason: "the controller does not answer ECHO_REQUEST" });
  });

  test("any message is a sign of life", async () => {
    const server = await connected();
    for (let i = 0; i < 5; i++) {
      clock.advance(900);
      await server.ask({ type: "BARRIER_REQUEST" });
    }
    clock.advance(1000);
    expect((await server.next()).type).toBe("ECHO_REQUEST");
    server.send({ type: "ECHO_REPLY" });
    await server.ask({ type: "BARRIER_REQUEST" });
    clock.advance(1000);
    expect((await server.next()).type).toBe("ECHO_REQUEST");
    expect(events.some((event) => event.type === "switch_closed")).toBe(false);
  });
});

describe("a controller that does not read", () => {
  test("loses asynchronous messages, which is told, and nothing else", async () => {
    controller = await RawController.listen();
    const device = network.addSwitch({ ports: 1 });
    const ready = network.connect({ port: controller.port, maxOutputBytes: 65_536 });
    await controller.hello();
    await ready;
    device.flowMod({ command: "ADD", instructions: outputs("CONTROLLER") });
    const host = network.addHost();
    network.link(device, host);
    controller.socket.pause();
    for (let i = 0; i < 5000; i++)
      device.receive(device.ports.get(1) as never, { bytes: new Uint8Array(1500), hops: 0 });
    const dropped = events.filter((event) => event.type === "message_dropped");
    expect(dropped.length).toBeGreaterThan(1000);
    expect(dropped[0]).toMatchObject({ message: "PACKET_IN", reason: "the controller does not keep up" });
    controller.socket.resume();
    controller.send({ type: "BARRIER_REQUEST" });
    for (let type = ""; type !== "BARRIER_REPLY"; ) ({ type } = await controller.next());
  });

  test("is not read from either while answers wait", async () => {
    controller = await RawController.listen();
    const device = network.addSwitch();
    const ready = network.connect({ port: controller.port, maxOutputBytes: 65_536 });
    await controller.hello();
    await ready;
    controller.socket.pause();
    // More than the buffers of two sockets hold.
    const requests = 1000;
    const data = new Uint8Array(60_000);
    for (let xid = 1; xid <= requests; xid++)
      controller.send({ type: "ECHO_REQUEST", msg: { data } }, 4, xid);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(controller.socket.writableLength).toBeGreaterThan(10e6);
    controller.socket.resume();
    for (let xid = 1; xid <= requests; xid++) expect(await controller.nextXid()).toBe(xid);
    expect(device.connection.status).toBe("connected");
  });
});

test("options that make no sense are refused at once", () => {
  const device = network.addSwitch();
  expect(() => device.connect({ port: 70_000 })).toThrow(
    "port 70000: a whole number from 1 to 65535 is allowed",
  );
  expect(() => device.connect({ port: 1, maxOutputBytes: 1000 })).toThrow(
    "maxOutputBytes 1000: a whole number from 65536 on is allowed",
  );
});
