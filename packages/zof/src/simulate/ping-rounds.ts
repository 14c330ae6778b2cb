import type { Network } from "zof-sim";
import { pause } from "./pause.js";

export interface PingRoundsOptions {
  /** How long to go on, round after round. Default: one round. */
  readonly durationMs?: number | undefined;
  /** Pause after each host's pings, so that a person can follow. Default 0. */
  readonly paceMs?: number;
  /** Ends the rounds early. */
  readonly signal: AbortSignal;
}

/** How long one ping may take, ARP included. */
const PING_TIMEOUT_MS = 1000;
const PAUSE_BETWEEN_ROUNDS_MS = 1000;

/** Lets one host after the other ping all hosts of its VLAN. The outcomes are events of the network. */
export async function pingRounds(network: Network, options: PingRoundsOptions): Promise<void> {
  const { durationMs = 0, paceMs = 0, signal } = options;
  const end = performance.now() + durationMs;
  for (;;) {
    await pingRound(network, paceMs, signal);
    const leftMs = end - performance.now();
    if (leftMs <= 0 || signal.aborted) return;
    await pause(Math.min(leftMs, PAUSE_BETWEEN_ROUNDS_MS), signal);
    if (leftMs <= PAUSE_BETWEEN_ROUNDS_MS) return;
  }
}

async function pingRound(network: Network, paceMs: number, signal: AbortSignal): Promise<void> {
  for (const host of network.hosts) {
    if (signal.aborted) return;
    await network.pingAll({
      timeoutMs: PING_TIMEOUT_MS,
      parallelism: network.hosts.length,
      between: (from, to) => from === host && to.vlan === host.vlan,
    });
    await pause(paceMs, signal);
  }
}
