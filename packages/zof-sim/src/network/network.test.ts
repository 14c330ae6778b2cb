import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Network } from "./network.js";
import { linear, single, tree } from "./topology.js";

let network: Network;

beforeEach(() => {
  network = new Network();
});

afterEach(() => network.close());

describe("putting a network together", () => {
  test("gives names and addresses in order", () => {
    const device = network.addSwitch();
    const host = network.addHost();
    expect(device).toMatchObject({ name: "s1", datapath_id: "00:00:00:00:00:00:00:01", versions: [1, 4] });
    expect(host).toMatchObject({ name: "h1", mac: "00:00:00:00:00:01", ip: "10.0.0.1", vlan: undefined });
    expect(network.addHost()).toMatchObject({ name: "h2", mac: "00:00:00:00:00:02", ip: "10.0.0.2" });
    expect(device.connection).toEqual({ status: "idle" });
  });

  test("takes those given", () => {
    const device = network.addSwitch({
      name: "core",
      datapath_id: 0xabcdn,
      ports: 3,
      versions: [4],
      n_tables: 2,
    });
    expect(device).toMatchObject({ name: "core", datapath_id: "00:00:00:00:00:00:ab:cd", versions: [4] });
    expect([device.ports.size, device.tables.length]).toEqual([3, 2]);
    expect(device.ports.get(2)).toMatchObject({ name: "core-eth2", hw_addr: "0e:00:ab:cd:00:02" });
    const host = network.addHost({ name: "web", mac: "0A:00:00:00:00:01", ip: "192.168.0.1", vlan: 5 });
    expect(host).toMatchObject({ name: "web", mac: "0a:00:00:00:00:01", ip: "192.168.0.1", vlan: 5 });
  });

  test.each<[string, () => unknown]>([
    ["duplicate: name s1 is taken already", () => network.addSwitch({ name: "s1", datapath_id: 9 })],
    [
      "duplicate: datapath_id 00:00:00:00:00:00:00:01 is taken already",
      () => network.addSwitch({ datapath_id: "0x1" }),
    ],
    [
      "duplicate: mac 00:00:00:00:00:01 is taken already",
      () => network.addHost({ mac: "00:00:00:00:00:01" }),
    ],
    ["duplicate: ip 10.0.0.1 is taken already", () => network.addHost({ ip: "10.0.0.1" })],
    ["duplicate: name s1 is taken already", () => network.addHost({ name: "s1" })],
    ["vlan 4095: a whole number from 1 to 4094 is allowed", () => network.addHost({ vlan: 4095 })],
    ["is not an IPv4 address", () => network.addHost({ ip: "10.0.0" })],
    ["is not a datapath id", () => network.addSwitch({ datapath_id: "x" })],
    [
      "versions: 7 is not supported, but 1 (OpenFlow 1.0), 2 (OpenFlow 1.1)",
      () => network.addSwitch({ versions: [7] }),
    ],
    ["versions: at least one is needed", () => network.addSwitch({ versions: [] })],
    ["n_tables 255: a whole number from 1 to 254", () => network.addSwitch({ n_tables: 255 })],
    ["ports -1: a whole number from 0 to 65280", () => network.addSwitch({ ports: -1 })],
    ["max_entries 0.5: a whole number from 0 to", () => network.addSwitch({ max_entries: 0.5 })],
    [
      "latencyMs -1: a whole number from 0 on is allowed",
      () => network.link(network.addHost(), network.addHost(), { latencyMs: -1 }),
    ],
  ])("refuses what cannot be: %s", (message, build) => {
    network.addSwitch();
    network.addHost();
    expect(build).toThrow(message);
  });

  test("refuses limits that make no sense", () => {
    expect(() => new Network({ maxHops: 0 })).toThrow("maxHops 0: a whole number from 1 on is allowed");
    expect(() => new Network({ maxFrames: Number.NaN })).toThrow("maxFrames NaN");
    expect(() => new Network({ maxFrameBytes: 65_001 })).toThrow("a whole number from 1 to 65000 is allowed");
  });

  test("uses free ports first, and ports that are named", () => {
    const device = network.addSwitch({ ports: 2 });
    const [a, b, c] = [network.addHost(), network.addHost(), network.addHost()];
    const port2 = device.ports.get(2);
    if (port2 === undefined) throw new Error("no port 2");
    network.link(a, port2);
    network.link(b, device);
    network.link(c, device);
    expect([...device.ports.values()].map((port) => port.link?.a.node.name)).toEqual(["h2", "h1", "h3"]);
  });

  test("a closed network cannot be used again", () => {
    network.close();
    for (const use of [
      () => network.addSwitch(),
      () => network.addHost(),
      () => network.connect({ port: 1 }),
    ]) {
      expect(use).toThrow("closed: the network was closed");
    }
  });
});

describe("topologies", () => {
  const shape = (made: Network) => ({
    switches: made.switches.length,
    hosts: made.hosts.length,
    links: made.links.map((link) => `${link.a.node.name} ${link.b.node.name}`),
  });

  test("single", () => {
    network = single(3);
    expect(shape(network)).toEqual({ switches: 1, hosts: 3, links: ["s1 h1", "s1 h2", "s1 h3"] });
  });

  test("linear", () => {
    network = linear(3);
    expect(shape(network)).toEqual({
      switches: 3,
      hosts: 3,
      links: ["s1 h1", "s2 h2", "s1 s2", "s3 h3", "s2 s3"],
    });
  });

  test("tree", () => {
    network = tree(2, 2);
    expect(shape(network)).toEqual({
      switches: 3,
      hosts: 4,
      links: ["s2 h1", "s2 h2", "s1 s2", "s3 h3", "s3 h4", "s1 s3"],
    });
    expect(shape(tree(3, 3))).toMatchObject({ switches: 13, hosts: 27 });
  });

  test("take options for switches, hosts and links", () => {
    network = linear(2, { switch: { versions: [1] }, host: { vlan: 7 }, latencyMs: 3 });
    expect(network.switches.map((each) => each.versions)).toEqual([[1], [1]]);
    expect(network.hosts.map((each) => each.vlan)).toEqual([7, 7]);
    expect(network.links.every((link) => link.latencyMs === 3)).toBe(true);
  });

  test("need whole numbers from 1 on", () => {
    expect(() => linear(0)).toThrow("switches 0: a whole number from 1 on is allowed");
    expect(() => tree(1.5, 2)).toThrow("depth 1.5");
    expect(() => single(Number.NaN)).toThrow("hosts NaN");
  });
});
