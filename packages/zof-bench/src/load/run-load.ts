import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { spreadOf } from "../report/statistics.js";
import { Fleet } from "./fleet.js";
import { LoadError } from "./load-error.js";
import { checkLoadOptions, LOAD_DEFAULTS, type LoadOptions } from "./load-options.js";
import type { LatencyResult, LoadResult, LoadRound } from "./load-result.js";
import { OneByOneTraffic } from "./one-by-one-traffic.js";
import { PipelinedTraffic } from "./pipelined-traffic.js";

/** Longest time that a histogram keeps apart, in nanoseconds: a minute. */
const LONGEST_LATENCY = 60e9;
const LOST_CHECK_MS = 50;

/**
 * Loads a controller with PACKET_INs of emulated switches: handshake, one PACKET_IN from every address
 * so that all are learnt, warm-up, then the rounds.
 *
 * Throws LoadError for options out of range, a controller that cannot be reached, closes a connection, makes
 * no progress in the handshake, or gives no response at all.
 */
export async function runLoad(given: Partial<LoadOptions>): Promise<LoadResult> {
  const options = { ...LOAD_DEFAULTS, ...given };
  checkLoadOptions(options);
  const fleet = new Fleet(options);
  try {
    await fleet.handshake();
    await fleet.learn();
    return await measure(fleet, options);
  } finally {
    fleet.close();
  }
}

async function measure(fleet: Fleet, options: LoadOptions): Promise<LoadResult> {
  const latency = createHistogram({ lowest: 1, highest: LONGEST_LATENCY, figures: 3 });
  const lost = options.mode === "latency" ? oneByOne(fleet, options, latency) : pipelined(fleet, options);
  try {
    await fleet.during(sleep(options.warmupSeconds * 1000));
    latency.reset();
    lost.count = 0;
    const cpu = process.cpuUsage();
    const began = performance.now();
    const rounds: LoadRound[] = [];
    while (rounds.length < options.rounds) rounds.push(await round(fleet, options.seconds));
    const used = process.cpuUsage(cpu);
    const generatorCpu = (used.user + used.system) / 1000 / (performance.now() - began);
    const responsesPerSecond = spreadOf(rounds.map((each) => each.responsesPerSecond));
    if (responsesPerSecond.max === 0) {
      throw new LoadError("the controller gave no response to any PACKET_IN (FLOW_MOD or PACKET_OUT)");
    }
    const totalPacketIns = fleet.counts().packetIns;
    const result = { options, rounds, responsesPerSecond, totalPacketIns, generatorCpu };
    if (options.mode === "throughput") return result;
    return { ...result, latencyMicroseconds: latencyResult(latency, lost.count) };
  } finally {
    lost.stop();
  }
}

async function round(fleet: Fleet, seconds: number): Promise<LoadRound> {
  const before = fleet.counts();
  const began = performance.now();
  await fleet.during(sleep(seconds * 1000));
  const after = fleet.counts();
  const took = (performance.now() - began) / 1000;
  const packetIns = after.packetIns - before.packetIns;
  const flowMods = after.flowMods - before.flowMods;
  const packetOuts = after.packetOuts - before.packetOuts;
  return {
    seconds: took,
    packetIns,
    flowMods,
    packetOuts,
    responsesPerSecond: (flowMods + packetOuts) / took,
  };
}

/** Counts PACKET_INs without response, until it is stopped. */
interface LostCounter {
  count: number;
  stop(): void;
}

/** Starts the traffic of throughput mode, where nothing is known of single PACKET_INs. */
function pipelined(fleet: Fleet, { inFlight }: LoadOptions): LostCounter {
  for (const each of fleet.switches) each.start(new PipelinedTraffic(each, each.cycle, inFlight));
  return { count: 0, stop() {} };
}

/** Starts the traffic of latency mode. */
function oneByOne(fleet: Fleet, { version, lostMs }: LoadOptions, latency: RecordableHistogram): LostCounter {
  const all = fleet.switches.map((each) => new OneByOneTraffic(each, each.cycle, version, latency));
  for (const [index, each] of fleet.switches.entries()) each.start(all[index] as OneByOneTraffic);
  const timer = setInterval(() => {
    const time = performance.now() - lostMs;
    for (const each of all) if (each.giveUp(time)) lost.count++;
  }, LOST_CHECK_MS);
  const lost: LostCounter = { count: 0, stop: () => clearInterval(timer) };
  return lost;
}

function latencyResult(histogram: RecordableHistogram, lost: number): LatencyResult {
  const at = (percentile: number) => histogram.percentile(percentile) / 1000;
  return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: histogram.max / 1000, lost };
}
