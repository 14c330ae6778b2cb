import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ManualClock } from "../clock/manual-clock.js";
import type { Switch } from "../switch/switch.js";
import { outputs } from "../testing/flow-mod.test.fixture.js";
import { Network, type NetworkOptions } from "./network.js";
import type { NetworkEvent } from "./network-event.js";

let network: Network;
let clock: ManualClock;
let events: NetworkEvent[];

beforeEach(() => {
  create();
});

afterEach(() => network.close());

function create(options: NetworkOptions = {}): void {
  clock = new ManualClock();
  network = new Network({ clock, ...options });
  events = [];
  network.subscribe((event) => events.push(event));
}

function flooding(): Switch {
  const device = network.addSwitch();
  device.flowMod({ command: "ADD", instructions: outputs("FLOOD") });
  return device;
}

function count(type: NetworkEvent["type"]): number {
  return events.filter((event) => event.type === type).length;
}

function drops(): string[] {
  return events.flatMap((event) => (event.type === "frame_dropped" ? [event.reason] : []));
}

/** Lets the event loop turn. */
async function turns(number: number): Promise<void> {
  for (let i = 0; i < number; i++) await new Promise((resolve) => setImmediate(resolve));
}

const frame = { bytes: new Uint8Array(60), hops: 0 };

describe("a loop", () => {
  test("comes to rest after maxHops links", async () => {
    create({ maxHops: 11 });
    const host = network.addHost();
    const ring = [flooding(), flooding(), flooding()] as const;
    network.link(host, ring[0]);
    for (const [index, device] of ring.entries()) network.link(device, ring[(index + 1) % 3] as Switch);
    host.announce();
    await turns(20);
    const delivered = count("frame_delivered");
    // One frame each way round, and copies to the host.
    expect(delivered).toBeGreaterThan(20);
    expect(drops()).toEqual(["too_many_hops", "too_many_hops"]);
    await turns(20);
    expect(count("frame_delivered")).toBe(delivered);
  });

  test("that multiplies frames is bounded by maxFrames, and others get their turn", async () => {
    create({ maxFrames: 50, framesPerTurn: 20, maxHops: 1_000_000 });
    const host = network.addHost();
    const mesh = [flooding(), flooding(), flooding(), flooding()];
    network.link(host, mesh[0] as Switch);
    for (const [index, a] of mesh.entries()) for (const b of mesh.slice(index + 1)) network.link(a, b);
    host.announce();
    await turns(10);
    const before = count("frame_delivered");
    await turns(1);
    expect(count("frame_delivered") - before).toBeLessThanOrEqual(20);
    expect(drops()).toContain("too_many_frames");
    expect(new Set(drops())).toEqual(new Set(["too_many_frames"]));
  });
});

test("a frame that is too large is dropped", async () => {
  create({ maxFrameBytes: 100 });
  const [a, b] = [network.addHost(), network.addHost()];
  network.link(a, b);
  a.card.send({ bytes: new Uint8Array(101), hops: 0 });
  a.card.send({ bytes: new Uint8Array(100), hops: 0 });
  await turns(2);
  expect(drops()).toEqual(["too_large"]);
  expect(a.card).toMatchObject({ tx_packets: 1, tx_dropped: 1 });
  expect(b.card).toMatchObject({ rx_packets: 1, rx_bytes: 100 });
});

describe("links", () => {
  test("take their latency", async () => {
    const [a, b] = [network.addHost(), network.addHost()];
    network.link(a, b, { latencyMs: 5 });
    a.card.send(frame);
    clock.advance(4.9);
    await turns(2);
    expect(b.card.rx_packets).toBe(0);
    clock.advance(0.1);
    await turns(2);
    expect(b.card.rx_packets).toBe(1);
  });

  test("lose what is on its way when they go down, and carry nothing until they are up", async () => {
    const [a, b] = [network.addHost(), network.addHost()];
    const link = network.link(a, b);
    a.card.send(frame);
    link.down();
    a.card.send(frame);
    await turns(2);
    expect(drops()).toEqual(["link_down"]);
    expect(a.card).toMatchObject({ tx_packets: 1, tx_dropped: 1 });
    link.up();
    a.card.send(frame);
    await turns(2);
    expect(b.card.rx_packets).toBe(1);
    expect(events.filter((event) => event.type === "link_changed").length).toBe(3);
  });

  test("free their ends when they are removed, for good", () => {
    const host = network.addHost();
    const device = network.addSwitch();
    const link = network.link(host, device);
    expect(() => network.link(host, device)).toThrow("in_use: h1-eth1 has a link already");
    link.remove();
    link.up();
    expect([link.isUp, host.card.isUp]).toEqual([false, false]);
    const other = network.link(host, device);
    link.remove();
    expect(other.isUp).toBe(true);
    expect(network.links).toEqual([other]);
    expect(device.ports.size).toBe(1);
  });
});

test("closing leaves nothing on its way", async () => {
  const [a, b] = [network.addHost(), network.addHost()];
  network.link(a, b, { latencyMs: 5 });
  a.card.send(frame);
  network.close();
  expect(clock.pending).toBe(0);
  a.card.send(frame);
  await turns(2);
  expect(b.card.rx_packets).toBe(0);
});
