import type { Host } from "../host/host.js";
import { PingError } from "../host/ping-error.js";
import { wholeNumber } from "../whole-number.js";

export interface PingAllOptions {
  /** How long one ping may take. Default 2000 ms. */
  readonly timeoutMs?: number;
  /** Pings under way at once. Default 1. */
  readonly parallelism?: number;
  /** Which pairs are tried. Default: hosts of the same VLAN, for others cannot hear each other. */
  between?(from: Host, to: Host): boolean;
}

/** The outcome of one ping: a round-trip time or an error. */
export interface PingOutcome {
  readonly from: Host;
  readonly to: Host;
  readonly rttMs?: number;
  readonly error?: PingError;
}

/** Who reached whom. */
export class PingAllResult {
  constructor(
    /** In the order of the hosts: each as sender, to each other one. */
    readonly outcomes: readonly PingOutcome[],
  ) {}

  get sent(): number {
    return this.outcomes.length;
  }

  get received(): number {
    return this.outcomes.length - this.failed.length;
  }

  /** Those without answer. */
  get failed(): PingOutcome[] {
    return this.outcomes.filter((outcome) => outcome.error !== undefined);
  }

  /** The outcome from one host to another; undefined for a pair that was not tried. */
  between(from: Host, to: Host): PingOutcome | undefined {
    return this.outcomes.find((outcome) => outcome.from === from && outcome.to === to);
  }
}

/** Pings from each host to each other one. Failed pings are part of the result, not an error. */
export async function pingAll(hosts: readonly Host[], options: PingAllOptions): Promise<PingAllResult> {
  const parallelism = wholeNumber("parallelism", options.parallelism ?? 1, 1);
  const between = options.between ?? ((from: Host, to: Host) => from.vlan === to.vlan);
  const pairs = hosts.flatMap((from) =>
    hosts.filter((to) => to !== from && between(from, to)).map((to) => ({ from, to })),
  );
  const outcomes: PingOutcome[] = [];
  const queue = pairs.entries();
  const worker = async () => {
    // All workers take from the one iterator, so that each pair is pinged once.
    for (const [index, { from, to }] of queue) outcomes[index] = await outcomeOf(from, to, options.timeoutMs);
  };
  await Promise.all(Array.from({ length: parallelism }, worker));
  return new PingAllResult(outcomes);
}

async function outcomeOf(from: Host, to: Host, timeoutMs: number | undefined): Promise<PingOutcome> {
  try {
    const { rttMs } = await from.ping(to.ip, timeoutMs === undefined ? {} : { timeoutMs });
    return { from, to, rttMs };
  } catch (error) {
    if (error instanceof PingError) return { from, to, error };
    throw error;
  }
}
