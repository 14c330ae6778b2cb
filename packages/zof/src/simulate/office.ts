import { Network, type Switch } from "zof-sim";

/** How long a frame takes over a link, in milliseconds: what a building's network might need. */
export const LINK_LATENCY_MS = 2;

const VLAN = 100;

/**
 * The network that is simulated when no other is asked for: a switch s1 that connects s2 and s3, at each of
 * which there are two hosts without VLAN and one of VLAN 100.
 */
export function office(): Network {
  const network = new Network();
  const [core, ...floors] = [network.addSwitch(), network.addSwitch(), network.addSwitch()] as const;
  const connect = (at: Switch, vlan?: number) => {
    const host = network.addHost(vlan === undefined ? {} : { vlan });
    network.link(at, host, { latencyMs: LINK_LATENCY_MS });
  };
  for (const floor of floors) network.link(core, floor, { latencyMs: LINK_LATENCY_MS });
  for (const floor of floors) {
    connect(floor);
    connect(floor);
  }
  for (const floor of floors) connect(floor, VLAN);
  return network;
}
