import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildPacket, type PacketInput, PacketView } from "zof-codec";
import { ManualClock } from "../clock/manual-clock.js";
import { Network } from "../network/network.js";
import type { NetworkEvent } from "../network/network-event.js";
import { linear, single, tree } from "../network/topology.js";
import { outputs } from "../testing/flow-mod.test.fixture.js";
import type { Host } from "./host.js";
import type { PingError } from "./ping-error.js";

let network: Network;

afterEach(() => network.close());

/** Makes hubs of all switches. */
function flood(net: Network): Network {
  for (const device of net.switches) device.flowMod({ command: "ADD", instructions: outputs("FLOOD") });
  return net;
}

describe("without a controller, through switches that flood", () => {
  test.each([
    ["single(4)", () => single(4), 12],
    ["linear(3)", () => linear(3), 6],
    ["tree(2, 3)", () => tree(2, 3), 72],
  ] as const)("all hosts of %s reach each other", async (_name, make, pairs) => {
    network = flood(make());
    const result = await network.pingAll({ parallelism: 4 });
    expect(result.failed).toEqual([]);
    expect([result.sent, result.received]).toEqual([pairs, pairs]);
    const [a, b] = network.hosts as [Host, Host];
    expect(result.between(a, b)?.rttMs).toBeGreaterThan(0);
    expect(result.between(a, a)).toBeUndefined();
  });

  test("hosts find and ping each other by IPv6, and learn that nobody is there", async () => {
    network = flood(linear(2));
    const [a, b] = network.hosts as [Host, Host];
    expect([a.ip6, b.ip6]).toEqual(["fd00::1", "fd00::2"]);
    const frames: (string | undefined)[] = [];
    network.subscribe((event) => {
      if (event.type === "frame_delivered" && event.to.node === b) {
        const { eth_dst, icmpv6_type } = new PacketView(event.bytes);
        frames.push(`${icmpv6_type} to ${eth_dst}`);
      }
    });
    expect((await a.ping(b.ip6)).rttMs).toBeGreaterThan(0);
    expect(frames).toEqual(["135 to 33:33:ff:00:00:02", `128 to ${b.mac}`]);
    expect((await b.ping(a.ip6)).rttMs).toBeGreaterThan(0);
    await expect(a.ping("fd00::99", { timeoutMs: 20 })).rejects.toThrow(
      "no_nd_reply: nobody at fd00::1's link",
    );
  });

  test("hosts of a VLAN reach each other and no others", async () => {
    network = new Network();
    const device = network.addSwitch();
    device.flowMod({ command: "ADD", instructions: outputs("FLOOD") });
    for (const vlan of [10, 10, 20, 20, undefined, undefined]) {
      network.link(device, network.addHost(vlan === undefined ? {} : { vlan }));
    }
    const result = await network.pingAll({ timeoutMs: 1000, parallelism: 30, between: () => true });
    expect(result.sent).toBe(30);
    for (const { from, to, error } of result.outcomes) {
      expect(error?.code, `${from.name} ${to.name}`).toBe(from.vlan === to.vlan ? undefined : "no_arp_reply");
    }
    expect((await network.pingAll()).sent).toBe(6);
  });

  test("the learning bridge of NORMAL does as well", async () => {
    network = linear(3);
    for (const device of network.switches)
      device.flowMod({ command: "ADD", instructions: outputs("NORMAL") });
    expect((await network.pingAll()).failed).toEqual([]);
  });

  test("at least one ping is under way", async () => {
    network = flood(single(2));
    await expect(network.pingAll({ parallelism: 0 })).rejects.toThrow(
      "parallelism 0: a whole number from 1 on",
    );
  });

  test("latency shows in the round-trip time", async () => {
    network = new Network();
    const [a, b] = [network.addHost(), network.addHost()];
    network.link(a, b, { latencyMs: 10 });
    const { rttMs } = await a.ping(b.ip);
    expect(rttMs).toBeGreaterThan(19);
    expect(rttMs).toBeLessThan(200);
  });
});

describe("a ping without answer", () => {
  let clock: ManualClock;
  let a: Host;
  let b: Host;
  let events: NetworkEvent[];

  beforeEach(() => {
    clock = new ManualClock();
    network = new Network({ clock });
    [a, b] = [network.addHost(), network.addHost()];
    events = [];
    network.subscribe((event) => events.push(event));
  });

  /** Catches the failure now, for the clock to make it happen. */
  function failure(ping: Promise<unknown>): Promise<PingError> {
    return ping.then(
      () => expect.unreachable("the ping was answered"),
      (error: PingError) => error,
    );
  }

  test("without link fails at once", async () => {
    expect((await failure(a.ping(b.ip))).message).toBe("link_down: h1 has no link");
    network.link(a, b).down();
    expect(await failure(a.ping(b.ip))).toMatchObject({ code: "link_down" });
  });

  test("to nobody asks again and again, then fails", async () => {
    network.link(a, b);
    const error = failure(a.ping("10.9.9.9", { timeoutMs: 1000 }));
    clock.advance(999);
    expect(a.card.tx_packets).toBe(4);
    clock.advance(1);
    expect(await error).toMatchObject({
      code: "no_arp_reply",
      message: "no_arp_reply: nobody at 10.0.0.1's link says to be 10.9.9.9",
    });
    clock.advance(1000);
    expect(a.card.tx_packets).toBeLessThanOrEqual(5);
    expect(clock.pending).toBe(0);
    expect(events.filter((event) => event.type.startsWith("ping")).map((event) => event.type)).toEqual([
      "ping_sent",
      "ping_failed",
    ]);
  });

  test("to a host that is gone meanwhile fails", async () => {
    const link = network.link(a, b);
    const first = a.ping(b.ip);
    await settle(first);
    link.down();
    link.up();
    link.remove();
    network.link(a, network.addHost());
    const error = failure(a.ping(b.ip, { timeoutMs: 1000 }));
    await turn();
    clock.advance(1000);
    expect(await error).toMatchObject({
      code: "no_echo_reply",
      message: "no_echo_reply: 10.0.0.2 (00:00:00:00:00:02) did not answer 10.0.0.1",
    });
  });

  test("fails when the network is closed", async () => {
    network.link(a, b);
    const error = failure(a.ping("10.9.9.9"));
    network.close();
    expect(await error).toMatchObject({ code: "closed" });
    expect(clock.pending).toBe(0);
  });

  test("addresses are kept a minute, and forgotten when told", async () => {
    network.link(a, b);
    await settle(a.ping(b.ip));
    const requests = () => a.card.tx_packets;
    expect(requests()).toBe(2);
    await settle(a.ping(b.ip));
    expect(requests()).toBe(3);
    a.forgetAddresses();
    await settle(a.ping(b.ip));
    expect(requests()).toBe(5);
    clock.advance(60_000);
    await settle(a.ping(b.ip));
    expect(requests()).toBe(7);
  });

  async function settle(ping: Promise<unknown>): Promise<void> {
    for (let i = 0; i < 10; i++) await turn();
    await ping;
  }
});

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("what a host hears and says", () => {
  let host: Host;
  let said: PacketView[];

  beforeEach(() => {
    network = new Network();
    host = network.addHost();
    network.link(host, network.addHost({ ip: "10.0.0.99" }));
    said = [];
    network.subscribe((event) => {
      if (event.type === "frame_delivered" && event.from === host.card)
        said.push(new PacketView(event.bytes));
    });
  });

  async function hear(packet: PacketInput): Promise<PacketView[]> {
    said.length = 0;
    host.card.deliver({ bytes: buildPacket(packet), hops: 0 });
    await turn();
    return [...said];
  }

  const arp = {
    eth_dst: "ff:ff:ff:ff:ff:ff",
    eth_src: "00:00:00:00:00:07",
    arp_op: 1,
    arp_spa: "10.0.0.7",
    arp_tpa: "10.0.0.1",
  };
  const echo = {
    eth_dst: "00:00:00:00:00:01",
    eth_src: "00:00:00:00:00:07",
    ipv4_src: "10.0.0.7",
    ipv4_dst: "10.0.0.1",
    icmpv4_type: 8,
    payload: "00010002ABCD",
  };

  test("answers ARP for its address (RFC 826)", async () => {
    const [reply] = await hear(arp);
    expect(reply?.toObject()).toMatchObject({
      eth_dst: "00:00:00:00:00:07",
      eth_src: "00:00:00:00:00:01",
      arp_op: 2,
      arp_sha: "00:00:00:00:00:01",
      arp_spa: "10.0.0.1",
      arp_tha: "00:00:00:00:00:07",
      arp_tpa: "10.0.0.7",
    });
    expect(await hear({ ...arp, arp_tpa: "10.0.0.3" })).toEqual([]);
  });

  test("answers an echo request with its data (RFC 792)", async () => {
    const [reply] = await hear(echo);
    expect(reply?.toObject()).toMatchObject({
      eth_dst: "00:00:00:00:00:07",
      ipv4_src: "10.0.0.1",
      ipv4_dst: "10.0.0.7",
      icmpv4_type: 0,
      payload: Uint8Array.of(0, 1, 0, 2, 0xab, 0xcd),
    });
  });

  test("does not hear what is for others, has a tag, or is no echo request", async () => {
    expect(await hear({ ...echo, eth_dst: "00:00:00:00:00:02" })).toEqual([]);
    expect(await hear({ ...echo, ipv4_dst: "10.0.0.2" })).toEqual([]);
    expect(await hear({ ...echo, vlan_vid: 5 })).toEqual([]);
    expect(await hear({ ...echo, icmpv4_type: 13 })).toEqual([]);
    expect(await hear({ ...echo, icmpv4_type: 0, payload: "" })).toEqual([]);
  });

  test("announces itself as a gratuitous ARP request", async () => {
    host.announce();
    await turn();
    expect(said[0]?.toObject()).toMatchObject({
      eth_dst: "ff:ff:ff:ff:ff:ff",
      arp_spa: "10.0.0.1",
      arp_tpa: "10.0.0.1",
    });
  });
});
