import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildPacket, defaultController, type PacketInput } from "zof";
import { type Host, linear, ManualClock, Network, type NetworkEvent, type Switch } from "zof-sim";
import { connectSwitches, startDemo } from "./testing/demo-network.test.fixture.js";
import "./layer2.js";

let network: Network;

beforeAll(startDemo);
afterEach(() => network.close());
afterAll(() => defaultController().stop());

/** The flow entries of a switch without the one that asks the controller. */
function learnt(at: Switch) {
  return (at.tables[0]?.entries ?? []).filter((entry) => entry.priority > 0);
}

/** Frames that were sent to the controller because no entry matched. */
function asked(): number {
  const entries = network.switches.flatMap((each) => each.tables[0]?.entries ?? []);
  return entries.reduce((sum, entry) => sum + (entry.priority === 0 ? entry.packet_count : 0), 0);
}

/** Lets everything that is on its way arrive: until a while passes without an event. */
async function rest(): Promise<void> {
  let moving = true;
  const stop = network.subscribe(() => {
    moving = true;
  });
  while (moving) {
    moving = false;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  stop();
}

describe.each([
  [1, "1.0"],
  [4, "1.3"],
])("layer2, wire version %i (OpenFlow %s)", (version) => {
  const options = { switch: { versions: [version] } };

  test("all hosts of a line reach each other, the second time without the controller", async () => {
    network = linear(3, options);
    await connectSwitches(network);
    const first = await network.pingAll();
    expect([first.received, first.sent]).toEqual([6, 6]);
    await rest();
    const before = asked();
    expect(before).toBeGreaterThan(0);
    // Nobody has to ask for addresses again: the flow entries do all the work.
    expect((await network.pingAll()).failed).toEqual([]);
    await rest();
    expect(asked()).toBe(before);
  });

  test("flow entries match port, addresses and VLAN, and go when nobody uses them", async () => {
    network = linear(2, options);
    const [s1] = network.switches as [Switch];
    const [h1, h2] = network.hosts as [Host, Host];
    await connectSwitches(network);
    await h1.ping(h2.ip);
    await rest();
    const entries = learnt(s1);
    const fields = entries.map(({ match }) =>
      Object.fromEntries(match.fields.map((each) => [each.field, each.value])),
    );
    expect(fields).toHaveLength(2);
    expect(fields).toContainEqual({ IN_PORT: 1, ETH_SRC: h1.mac, ETH_DST: h2.mac, VLAN_VID: 0 });
    expect(fields).toContainEqual({ IN_PORT: 2, ETH_SRC: h2.mac, ETH_DST: h1.mac, VLAN_VID: 0 });
    expect(
      entries.map(({ idle_timeout, hard_timeout, flags }) => [idle_timeout, hard_timeout, flags]),
    ).toEqual([
      [60, 0, ["SEND_FLOW_REM"]],
      [60, 0, ["SEND_FLOW_REM"]],
    ]);
  });

  test("hosts reach those of their VLAN, and the frames of others do not get lost in it", async () => {
    network = new Network();
    const switches = [network.addSwitch(options.switch), network.addSwitch(options.switch)] as const;
    network.link(...switches);
    for (const vlan of [undefined, 10, 20]) {
      for (const each of switches) network.link(each, network.addHost(vlan === undefined ? {} : { vlan }));
    }
    await connectSwitches(network);
    const result = await network.pingAll();
    expect([result.received, result.sent]).toEqual([6, 6]);
    await rest();
    const vlans = learnt(switches[0]).map(
      ({ match }) => match.fields.find(({ field }) => field === "VLAN_VID")?.value,
    );
    expect(new Set(vlans)).toEqual(new Set([0, 10, 20]));
    const across = await network.pingAll({
      timeoutMs: 100,
      parallelism: 30,
      between: (a, b) => a.vlan !== b.vlan,
    });
    expect(across.received).toBe(0);
  });

  test("one address in two VLANs is two hosts", async () => {
    network = linear(1, options);
    const [s1] = network.switches as [Switch];
    const hosts = [...network.hosts, network.addHost(), network.addHost()] as [Host, Host, Host];
    for (const host of hosts.slice(1)) network.link(s1, host);
    await connectSwitches(network);
    const address = "00:00:00:00:00:99";
    const send = async (from: Host, packet: PacketInput) => {
      const before = hosts.map((host) => host.card.rx_packets);
      from.card.send({ bytes: buildPacket({ eth_type: 0x88b5, eth_src: from.mac, ...packet }), hops: 0 });
      await rest();
      return hosts.map((host, index) => host.card.rx_packets - (before[index] ?? 0));
    };
    const [a, b, c] = hosts;
    await send(a, { eth_src: address, eth_dst: c.mac, vlan_vid: 10 });
    await send(b, { eth_src: address, eth_dst: c.mac, vlan_vid: 20 });
    expect(await send(c, { eth_dst: address, vlan_vid: 10 })).toEqual([1, 0, 0]);
    expect(await send(c, { eth_dst: address, vlan_vid: 20 })).toEqual([0, 1, 0]);
    expect(await send(c, { eth_dst: address })).toEqual([1, 1, 0]);
  });

  test("a host that is plugged in elsewhere is found there", async () => {
    network = linear(3, options);
    const [h1] = network.hosts as [Host];
    const [, , s3] = network.switches as [Switch, Switch, Switch];
    await connectSwitches(network);
    expect((await network.pingAll()).failed).toEqual([]);
    h1.card.link?.remove();
    network.link(h1, s3);
    await h1.ping("10.0.0.2");
    expect((await network.pingAll()).failed).toEqual([]);
  });

  test("a host that has moved behind ports that stay up is found as soon as it speaks", async () => {
    network = new Network();
    const managed = network.addSwitch(options.switch);
    const hubs = [network.addSwitch(), network.addSwitch()] as const;
    for (const hub of hubs) {
      hub.flowMod({
        command: "ADD",
        instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: "FLOOD" }] }],
      });
      network.link(managed, hub);
    }
    const [mover, other] = [network.addHost(), network.addHost()];
    network.link(mover, hubs[0]);
    network.link(other, managed);
    await connectSwitches(network, [managed]);
    await other.ping(mover.ip);
    await rest();
    const towardsMover = () =>
      learnt(managed)
        .filter(({ match }) =>
          match.fields.some(({ field, value }) => field === "ETH_DST" && value === mover.mac),
        )
        .map(({ program }) => [...program.outputs]);
    expect(towardsMover()).toEqual([[1]]);
    mover.card.link?.remove();
    network.link(mover, hubs[1]);
    await expect(other.ping(mover.ip, { timeoutMs: 100 })).rejects.toMatchObject({ code: "no_echo_reply" });
    mover.announce();
    await rest();
    expect(towardsMover()).toEqual([]);
    await other.ping(mover.ip);
    await rest();
    expect(towardsMover()).toEqual([[2]]);
  });

  test("a port that goes down takes its flow entries along, and is used again when it is up", async () => {
    network = linear(2, options);
    const [s1] = network.switches as [Switch];
    const [h1, h2] = network.hosts as [Host, Host];
    await connectSwitches(network);
    await h1.ping(h2.ip);
    await rest();
    const towards = (port_no: number) =>
      learnt(s1).filter(({ program }) => program.outputs.has(port_no)).length;
    expect([towards(1), towards(2)]).toEqual([1, 1]);
    const link = s1.ports.get(2)?.link;
    link?.down();
    await rest();
    expect([towards(1), towards(2)]).toEqual([1, 0]);
    await expect(h1.ping(h2.ip, { timeoutMs: 100 })).rejects.toMatchObject({ code: "no_echo_reply" });
    link?.up();
    await h1.ping(h2.ip);
  });

  test("a host nobody has talked to for a minute is looked for anew", async () => {
    const clock = new ManualClock();
    network = linear(1, { ...options, clock });
    const [s1] = network.switches as [Switch];
    const [h1] = network.hosts as [Host];
    const [h2, h3] = [network.addHost(), network.addHost()];
    network.link(s1, h2);
    network.link(s1, h3);
    await connectSwitches(network);
    await h1.ping(h2.ip);
    await rest();
    expect(learnt(s1)).toHaveLength(2);
    clock.advance(59_000);
    expect(learnt(s1)).toHaveLength(2);
    // They have gone silent, but h1 still knows h2's address.
    clock.advance(999);
    const heard = h3.card.rx_packets;
    await h1.ping(h2.ip);
    expect(h3.card.rx_packets).toBe(heard);
    clock.advance(60_000);
    expect(learnt(s1)).toHaveLength(0);
    await rest();
    await h1.ping(h2.ip);
    expect(h3.card.rx_packets).toBeGreaterThan(heard);
  });

  test("LLDP and what bridges do not pass on stays where it is, multicast does not", async () => {
    network = linear(1, options);
    const [s1] = network.switches as [Switch];
    const [h1] = network.hosts as [Host];
    const h2 = network.addHost();
    network.link(s1, h2);
    await connectSwitches(network);
    const send = async (packet: PacketInput) => {
      const before = h2.card.rx_packets;
      h1.card.send({ bytes: buildPacket({ eth_src: h1.mac, payload: "00".repeat(46), ...packet }), hops: 0 });
      await rest();
      return h2.card.rx_packets - before;
    };
    expect(await send({ eth_dst: "01:80:c2:00:00:0e", eth_type: 0x88cc })).toBe(0);
    expect(await send({ eth_dst: "33:33:00:00:00:01", eth_type: 0x88cc })).toBe(0);
    expect(await send({ eth_dst: "01:80:c2:00:00:03", eth_type: 0x888e })).toBe(0);
    expect(await send({ eth_dst: "01:80:c2:00:00:10", eth_type: 0x88b5 })).toBe(1);
    expect(await send({ eth_dst: "33:33:00:00:00:01", eth_type: 0x88b5 })).toBe(1);
    // A group as sender is not learnt: broadcasts would go astray.
    await send({ eth_src: "ff:ff:ff:ff:ff:ff", eth_dst: "00:00:00:00:00:99", eth_type: 0x88b5 });
    expect(await send({ eth_dst: "ff:ff:ff:ff:ff:ff", eth_type: 0x88b5 })).toBe(1);
  });

  test("what was there before is removed, and a switch that comes back starts anew", async () => {
    network = linear(2, options);
    const [s1, s2] = network.switches as [Switch, Switch];
    const [h1, h2] = network.hosts as [Host, Host];
    s1.flowMod({ command: "ADD", priority: 99 });
    await connectSwitches(network);
    await h1.ping(h2.ip);
    const closed = new Promise<NetworkEvent>((resolve) =>
      network.subscribe((event) => event.type === "switch_closed" && resolve(event)),
    );
    s2.disconnect();
    await closed;
    await connectSwitches(network, [s2]);
    await rest();
    h1.forgetAddresses();
    await h1.ping(h2.ip);
    expect(s1.tables[0]?.entries.every(({ priority }) => priority < 99)).toBe(true);
  });
});
