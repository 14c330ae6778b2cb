import { describe, expect, it } from "vitest";
import { buildPacket, type PacketInput } from "zof-codec";
import { openSwitch, portOf } from "../../test-support/raw-switch.js";
import { TestController } from "../../test-support/test-controller.js";
import { HostTracker, type HostTrackerOptions } from "./host-tracker.js";
import { TopologyDiscovery } from "./topology-discovery.js";
import type { NetworkHost } from "./topology-events.js";

const ONE = "00:00:00:00:00:00:00:01";
const TWO = "00:00:00:00:00:00:00:02";

/** Two switches of two ports; nothing settles by itself but at once. */
async function start(version: number, options: HostTrackerOptions = {}) {
  const controller = new TestController();
  // Time plays no part: probes go out when a switch connects, nothing is too old.
  const topology = new TopologyDiscovery({
    controller,
    probeIntervalMs: 20,
    settleMs: 0,
    linkTimeoutMs: 1e9,
  });
  const hosts = new HostTracker(topology, options);
  const events: string[] = [];
  controller.app("watch").event(
    (name) => /LINK|HOST/.test(name),
    (each) => {
      const { event, reason, host } = each as { event: string; reason?: string; host?: NetworkHost };
      events.push([event, reason, host?.mac].filter(Boolean).join(" "));
    },
  );
  const recorder = controller.recorder();
  await controller.start();
  const one = await openSwitch(controller.endpoint, { version, datapathId: 1 });
  const two = await openSwitch(controller.endpoint, { version, datapathId: 2 });
  /** The next probe that a switch is told to send out of a port. */
  const probe = async (peer: typeof one, port: number): Promise<Uint8Array> => {
    for (;;) {
      const { msg } = await peer.next("PACKET_OUT");
      if (msg.actions[0]?.action === "OUTPUT" && msg.actions[0].port_no === port) return msg.data;
    }
  };
  const receive = (peer: typeof one, port: number, frame: Uint8Array | PacketInput) => {
    const data = frame instanceof Uint8Array ? frame : buildPacket(frame);
    peer.send({
      type: "PACKET_IN",
      msg: { reason: "APPLY_ACTION", total_len: data.length, data, in_port: port },
    });
  };
  return { controller, topology, hosts, events, recorder, one, two, probe, receive };
}

const ETHERNET = { eth_dst: "ff:ff:ff:ff:ff:ff", eth_type: 0x88b5 } as const;

describe.each([1, 4])("topology discovery, wire version %i", (version) => {
  it("installs a flow entry for LLDP, and again when it is deleted", async () => {
    const { one } = await start(version);
    const { msg } = await one.next("FLOW_MOD");
    expect(msg).toMatchObject({ priority: 0xffff, flags: ["SEND_FLOW_REM"] });
    const { cookie, priority, match } = msg;
    one.send({ type: "FLOW_REMOVED", msg: { cookie, priority, match, reason: "DELETE", duration: "1" } });
    expect((await one.next("FLOW_MOD")).msg.cookie).toBe(cookie);
  });

  it("has a link when both ends hear each other, and not by frames that are forged or come again", async () => {
    const { one, two, topology, events, probe, receive, recorder } = await start(version);
    const [fromOne, fromTwo] = [await probe(one, 1), await probe(two, 2)];
    receive(two, 2, fromOne);
    const forged = fromTwo.map((byte, i) => (i === fromTwo.indexOf(0x7a) + 8 ? byte ^ 1 : byte));
    receive(one, 1, forged);
    receive(one, 2, fromOne);
    await expect.poll(() => topology.refused).toEqual({ forged: 1, stale: 1 });
    expect(topology.links).toEqual([]);
    receive(one, 1, fromTwo);
    await expect.poll(() => events).toEqual(["LINK_UP"]);
    expect(topology.links).toEqual([
      { a: { datapath_id: ONE, port_no: 1 }, b: { datapath_id: TWO, port_no: 2 } },
    ]);
    // LLDP of others is for the other apps.
    receive(one, 1, {
      ...ETHERNET,
      eth_type: 0x88cc,
      eth_src: "02:00:00:00:00:09",
      x_lldp_chassis_id: "x",
      x_lldp_port_id: "1",
    });
    await recorder.wait("PACKET_IN");
    expect(recorder.ofType("PACKET_IN")).toHaveLength(1);
    two.close();
    await expect.poll(() => events).toEqual(["LINK_UP", "LINK_DOWN port_down"]);
  });

  it("tracks hosts at ports that lead to hosts, as they come, move and go", async () => {
    const { one, two, topology, hosts, events, receive } = await start(version);
    await expect.poll(() => topology.edges.length).toBe(4);
    const arp = { eth_dst: ETHERNET.eth_dst, eth_type: 0x0806, arp_op: 1, arp_tpa: "10.0.0.9" } as const;
    const frame = { ...arp, eth_src: "02:00:00:00:00:0a", arp_sha: "02:00:00:00:00:0a", arp_spa: "10.0.0.1" };
    receive(one, 1, frame);
    await expect
      .poll(() => hosts.find("02:00:00:00:00:0A"))
      .toMatchObject({ datapath_id: ONE, ips: ["10.0.0.1"] });
    receive(two, 2, frame);
    await expect.poll(() => hosts.findByIp("10.0.0.1")).toMatchObject({ datapath_id: TWO, port_no: 2 });
    two.send({ type: "PORT_STATUS", msg: { reason: "MODIFY", ...portOf(2, { state: ["LINK_DOWN"] }) } });
    await expect
      .poll(() => events)
      .toEqual(["HOST_UP", "HOST_MOVED", "HOST_DOWN"].map((event) => `${event} 02:00:00:00:00:0a`));
    expect(hosts.hosts).toEqual([]);
  });

  it("keeps no more hosts than it may, at a port and at all", async () => {
    const { one, two, topology, hosts, receive } = await start(version, { maxHosts: 3, maxHostsPerPort: 2 });
    await expect.poll(() => topology.edges.length).toBe(4);
    for (let i = 1; i <= 4; i++) receive(one, 1, { ...ETHERNET, eth_src: `02:00:00:00:01:0${i}` });
    await expect.poll(() => hosts.untracked).toBe(2);
    for (let i = 1; i <= 4; i++) receive(two, 1, { ...ETHERNET, eth_src: `02:00:00:00:02:0${i}` });
    await expect.poll(() => hosts.untracked).toBe(5);
    expect(hosts.hosts).toHaveLength(3);
  });
});
