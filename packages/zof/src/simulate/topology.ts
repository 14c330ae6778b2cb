import { linear, type Network, single, tree } from "zof-sim";
import { CommandError } from "../command/command-error.js";
import { LINK_LATENCY_MS, office } from "./office.js";

/** How `--sim` names a topology. */
export const TOPOLOGIES = "office, single,HOSTS, linear,SWITCHES or tree,DEPTH,FANOUT";

/** Hosts that a topology may have: each pings each other one. */
const MAX_HOSTS = 256;

interface Kind {
  readonly numbers: number;
  hosts(...numbers: number[]): number;
  make(...numbers: number[]): Network;
}

const options = { latencyMs: LINK_LATENCY_MS };

const KINDS: Readonly<Record<string, Kind>> = {
  office: { numbers: 0, hosts: () => 0, make: office },
  single: { numbers: 1, hosts: (hosts = 1) => hosts, make: (hosts = 1) => single(hosts, options) },
  linear: { numbers: 1, hosts: (length = 1) => length, make: (length = 1) => linear(length, options) },
  tree: {
    numbers: 2,
    hosts: (depth = 1, fanout = 1) => Math.max(fanout ** depth, depth),
    make: (depth = 1, fanout = 1) => tree(depth, fanout, options),
  },
};

/**
 * Makes the network that a text names, as `tree,2,3`. It is at rest until it is connected.
 *
 * @throws CommandError for a text that names none.
 */
export function makeTopology(text: string): Network {
  const [name = "", ...rest] = text.split(",");
  const kind = KINDS[name];
  const numbers = rest.map(Number);
  const wellFormed = kind?.numbers === numbers.length && numbers.every((n) => Number.isInteger(n) && n >= 1);
  if (!wellFormed) throw new CommandError(`'${text}' is not a topology; use ${TOPOLOGIES}`);
  if (kind.hosts(...numbers) > MAX_HOSTS) {
    throw new CommandError(`the topology ${text} has too many hosts; ${MAX_HOSTS} can be simulated here`);
  }
  return kind.make(...numbers);
}
