import type { Spread } from "../report/statistics.js";
import type { LoadOptions } from "./load-options.js";

/** What happened in one round, of all switches together. */
export interface LoadRound {
  readonly seconds: number;
  readonly packetIns: number;
  readonly flowMods: number;
  readonly packetOuts: number;
  /** FLOW_MODs and PACKET_OUTs. */
  readonly responsesPerSecond: number;
}

/** From sending a PACKET_IN to its first response, over all rounds, in microseconds. */
export interface LatencyResult {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  /** PACKET_INs without response. */
  readonly lost: number;
}

export interface LoadResult {
  readonly options: LoadOptions;
  readonly rounds: readonly LoadRound[];
  readonly responsesPerSecond: Spread;
  /** PACKET_INs sent in all, those of learning and warm-up included. */
  readonly totalPacketIns: number;
  /** In latency mode. */
  readonly latencyMicroseconds?: LatencyResult;
  /** Share of one core that the load generator itself used, 0 to about 1: near 1 it was the limit, not the controller. */
  readonly generatorCpu: number;
}
