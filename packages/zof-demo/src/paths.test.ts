import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { defaultController } from "zof";
import { type Host, Network, type Switch } from "zof-sim";
import { demoPort, startDemo } from "./testing/demo-network.test.fixture.js";
import "./paths.js";

let network: Network;

beforeAll(startDemo);
afterEach(() => network.close());
afterAll(() => defaultController().stop());

/** Switches in a ring, each with a host; and how many frames crossed or were lost. */
async function ring(versions: number[]) {
  network = new Network();
  const switches = [1, 2, 3, 4].map(() => network.addSwitch({ versions })) as [
    Switch,
    Switch,
    Switch,
    Switch,
  ];
  const hosts = switches.map((each) => {
    const host = network.addHost();
    network.link(each, host);
    return host;
  });
  const links = switches.map((each, i) => network.link(each, switches[(i + 1) % 4] as Switch));
  await Promise.all(switches.map((each) => each.connect({ port: demoPort() })));
  return { switches, hosts, links };
}

/** Waits until all hosts reach each other. */
async function allReach(): Promise<void> {
  const lost = async () => (await network.pingAll({ timeoutMs: 500 })).failed.length;
  await expect.poll(lost, { timeout: 20_000, interval: 100 }).toBe(0);
}

test.each([1, 4])(
  "all hosts of a ring reach each other, also when a link fails, wire version %i",
  async (version) => {
    const { hosts, links } = await ring([version]);
    await allReach();
    links[0]?.down();
    await allReach();
    links[0]?.up();
    links[2]?.down();
    await allReach();
    // A broadcast reaches every other host once, and then the network is still: there is no storm.
    const heard = hosts.map(({ card }) => card.rx_packets);
    (hosts[0] as Host).announce();
    await expect.poll(() => hosts[2]?.card.rx_packets).toBe((heard[2] ?? 0) + 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((hosts[1] as Host).card.rx_packets - (heard[1] ?? 0)).toBeLessThanOrEqual(1 + PROBES);
  },
  60_000,
);

/** LLDP frames may come in meanwhile. */
const PROBES = 2;
