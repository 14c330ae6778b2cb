import type { HostOptions } from "../host/host.js";
import type { Switch } from "../switch/switch.js";
import type { SwitchOptions } from "../switch/switch-options.js";
import { wholeNumber } from "../whole-number.js";
import { Network, type NetworkOptions } from "./network.js";

export interface TopologyOptions extends NetworkOptions {
  /** For every switch. */
  readonly switch?: Omit<SwitchOptions, "name" | "datapath_id">;
  /** For every host. */
  readonly host?: Omit<HostOptions, "name" | "mac" | "ip" | "ip6">;
  /** Of every link, in milliseconds. Default 0. */
  readonly latencyMs?: number;
}

/** One switch, s1, with `hosts` hosts, h1 to hN. */
export function single(hosts: number, options: TopologyOptions = {}): Network {
  const { network, addSwitch, addHost } = builder(options);
  const only = addSwitch();
  for (let i = 0; i < wholeNumber("hosts", hosts, 1); i++) addHost(only);
  return network;
}

/** `switches` switches in a row, s1 to sN, with one host each. */
export function linear(switches: number, options: TopologyOptions = {}): Network {
  const { network, addSwitch, addHost, link } = builder(options);
  let previous: Switch | undefined;
  for (let i = 0; i < wholeNumber("switches", switches, 1); i++) {
    const next = addSwitch();
    addHost(next);
    if (previous !== undefined) link(previous, next);
    previous = next;
  }
  return network;
}

/** A tree of switches, `depth` levels of them, where each has `fanout` children: switches, and hosts at the bottom. */
export function tree(depth: number, fanout: number, options: TopologyOptions = {}): Network {
  const { network, addSwitch, addHost, link } = builder(options);
  const grow = (levels: number): Switch => {
    const root = addSwitch();
    for (let i = 0; i < wholeNumber("fanout", fanout, 1); i++) {
      if (levels === 1) addHost(root);
      else link(root, grow(levels - 1));
    }
    return root;
  };
  grow(wholeNumber("depth", depth, 1));
  return network;
}

function builder(options: TopologyOptions) {
  const { switch: switchOptions, host: hostOptions, latencyMs = 0, ...networkOptions } = options;
  const network = new Network(networkOptions);
  return {
    network,
    addSwitch: () => network.addSwitch(switchOptions),
    addHost: (at: Switch) => network.link(at, network.addHost(hostOptions), { latencyMs }),
    link: (a: Switch, b: Switch) => network.link(a, b, { latencyMs }),
  };
}
