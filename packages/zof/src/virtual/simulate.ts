import { type Controller, defaultController } from "zof-core";
import { type Host, ManualClock, Network, NetworkError, type Switch, systemClock } from "zof-sim";
import type { LinkSpec, SimulateOptions } from "./simulate-options.js";
import { SimulatedNetwork } from "./simulated-network.js";

/**
 * Makes a network for a test, all in this process: switches, hosts, links and the controller. Resolves when each
 * switch is connected and the apps have done what they do about new switches.
 *
 * @throws NetworkError for a network that cannot be; ControllerError when the controller cannot start
 */
export async function simulate(options: SimulateOptions): Promise<SimulatedNetwork> {
  const clock = options.time === "real" ? systemClock : new ManualClock();
  const network = new Network({ ...options.limits, clock });
  try {
    build(network, options);
  } catch (error) {
    network.close();
    throw error;
  }
  const controller = options.controller === null ? undefined : (options.controller ?? defaultController());
  const starts = controller?.phase === "INIT";
  const simulated = new SimulatedNetwork(network, controller, starts);
  try {
    if (controller !== undefined) await connect(network, controller, starts, options.tls);
    await simulated.settle();
    return simulated;
  } catch (error) {
    await simulated.close();
    throw error;
  }
}

function build(network: Network, { switches, hosts = {}, links = [] }: SimulateOptions): void {
  const nodes = new Map<string, Switch | Host>();
  const node = (name: string) => {
    const known = nodes.get(name);
    if (known === undefined) throw new NetworkError("unknown", `there is no ${name} to link`);
    return known;
  };
  for (const spec of switches) {
    const added = network.addSwitch(typeof spec === "string" ? { name: spec } : spec);
    nodes.set(added.name, added);
  }
  for (const [name, spec] of Object.entries(hosts)) {
    const { at, ...more } = typeof spec === "string" ? { at: spec } : spec;
    const added = network.addHost({ name, ...more });
    network.link(node(at), added);
    nodes.set(name, added);
  }
  for (const link of links) {
    const { between, latencyMs } = linkOptions(link);
    const [a, b] = between;
    network.link(node(a), node(b), latencyMs === undefined ? {} : { latencyMs });
  }
}

function linkOptions(link: LinkSpec): Exclude<LinkSpec, readonly [string, string]> {
  return "between" in link ? link : { between: link };
}

async function connect(
  network: Network,
  controller: Controller,
  starts: boolean,
  tls: SimulateOptions["tls"],
): Promise<void> {
  if (starts) {
    controller.configure({ listenEndpoints: ["127.0.0.1:0"], loglevel: "warn" });
    await controller.start();
  }
  const [endpoint] = controller.endpoints;
  if (endpoint === undefined) throw new NetworkError("unknown", "the controller listens nowhere");
  const port = Number(endpoint.slice(endpoint.lastIndexOf(":") + 1));
  await network.connect(tls === undefined ? { port } : { port, tls });
}
