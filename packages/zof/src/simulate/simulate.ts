import { compile } from "zof-compile";
import type { Controller } from "zof-core";
import type { Network } from "zof-sim";
import { pause } from "./pause.js";
import { type PingRoundsOptions, pingRounds } from "./ping-rounds.js";

/** How long the switches may take until all are up; what is not up then loses its pings. */
const CONNECT_TIMEOUT_MS = 10_000;
const POLL_MS = 10;

const BARRIER = compile("BARRIER_REQUEST");

/** Connects a simulated network to a controller in this process, and lets its hosts ping each other. */
export async function simulate(
  network: Network,
  controller: Controller,
  endpoint: { readonly host: string; readonly port: number },
  options: PingRoundsOptions,
): Promise<void> {
  const { signal } = options;
  // Switches try again and again: this fails only when the network is closed, which ends all here anyway.
  network.connect(endpoint).catch(() => {});
  const deadline = performance.now() + CONNECT_TIMEOUT_MS;
  const isUp = () => network.switches.every(({ datapath_id }) => controller.findDatapath(datapath_id));
  while (!isUp() && performance.now() < deadline && !signal.aborted) await pause(POLL_MS, signal);
  // What the apps sent when the switches came up is carried out before the first ping. A failure shows in the pings.
  await Promise.allSettled(network.switches.map(async ({ datapath_id }) => BARRIER.request({ datapath_id })));
  await pingRounds(network, options);
}
