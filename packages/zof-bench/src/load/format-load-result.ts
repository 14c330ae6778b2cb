import { formatNumber } from "../report/format-number.js";
import type { LoadOptions } from "./load-options.js";
import type { LoadResult, LoadRound } from "./load-result.js";

/** Above this share of a core the generator itself may be what limits the result. */
const BUSY = 0.9;

/** A result as text of several lines. */
export function formatLoadResult(result: LoadResult): string {
  const { min, median, max } = result.responsesPerSecond;
  const busy = result.generatorCpu > BUSY ? ": it may be the limit, not the controller" : "";
  return [
    describe(result.options),
    ...result.rounds.map(describeRound),
    `responses/s: min ${formatNumber(min)}, median ${formatNumber(median)}, max ${formatNumber(max)}`,
    ...describeLatency(result),
    `load generator: ${formatNumber(result.generatorCpu * 100)}% of a core${busy}`,
  ].join("\n");
}

function describe({ host, port, version, switches, macs, mode, inFlight }: LoadOptions): string {
  const most = mode === "throughput" ? inFlight : 1;
  return (
    `${host}:${port}, OpenFlow 1.${version - 1}, ${mode} mode; switches: ${switches}, ` +
    `each with addresses: ${macs}, PACKET_INs in flight: ${most}`
  );
}

function describeRound(round: LoadRound, index: number): string {
  const rate = (count: number) => `${formatNumber(count / round.seconds)}/s`;
  return (
    `round ${index + 1}: ${formatNumber(round.seconds)} s, PACKET_IN ${rate(round.packetIns)}, ` +
    `FLOW_MOD ${rate(round.flowMods)}, PACKET_OUT ${rate(round.packetOuts)}`
  );
}

function describeLatency({ latencyMicroseconds: latency }: LoadResult): string[] {
  if (latency === undefined) return [];
  const { p50, p90, p99, p999, max, lost } = latency;
  const values = Object.entries({ p50, p90, p99, "p99.9": p999, max });
  const text = values.map(([name, value]) => `${name} ${formatNumber(value)}`).join(", ");
  return [`latency in microseconds: ${text}; without response: ${lost}`];
}
