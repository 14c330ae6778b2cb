import type { LoadMode } from "../load/load-options.js";
import type { LoadResult } from "../load/load-result.js";
import { formatNumber } from "../report/format-number.js";
import { formatTable } from "../report/format-table.js";
import { spreadOf } from "../report/statistics.js";
import type { Measurement } from "./run-end-to-end.js";
import { PEER } from "./subject.js";

const MEGABYTE = 1e6;

/**
 * The medians of all rounds and passes as a table in Markdown, a line for each controller and version. Ratios are of
 * PACKET_INs answered a second, against the peer, or against the first controller when the peer is missing.
 */
export function formatEndToEnd(measurements: readonly Measurement[]): string {
  const versions = [...new Set(measurements.map(({ version }) => version))];
  const subjects = [...new Set(measurements.map(({ subject }) => subject))];
  const reference = subjects.includes(PEER) ? PEER : (subjects[0] ?? "");
  const head = [
    "controller",
    "OpenFlow",
    "throughput: PACKET_IN/s",
    "responses/s",
    `x ${reference}`,
    "CPU us each",
    "latency mode: PACKET_IN/s",
    `x ${reference}`,
    "p50 us",
    "p99 us",
    "memory MB",
  ];
  const rows = versions.flatMap((version) =>
    subjects.map((subject) => {
      const own = select(measurements, subject, version);
      const other = select(measurements, reference, version);
      return [
        subject,
        `1.${version - 1}`,
        formatNumber(own("throughput", answered)),
        formatNumber(own("throughput", responses)),
        formatNumber(own("throughput", answered) / other("throughput", answered)),
        formatNumber(
          own("throughput", ({ totalPacketIns }, cpuSeconds) => [(cpuSeconds * 1e6) / totalPacketIns]),
        ),
        formatNumber(own("latency", answered)),
        formatNumber(own("latency", answered) / other("latency", answered)),
        formatNumber(own("latency", ({ latencyMicroseconds: latency }) => [latency?.p50 ?? Number.NaN])),
        formatNumber(own("latency", ({ latencyMicroseconds: latency }) => [latency?.p99 ?? Number.NaN])),
        formatNumber(peakMemory(measurements, subject) / MEGABYTE),
      ];
    }),
  );
  return formatTable(head, rows);
}

/** Gives the median over all passes of what results hold of something. */
function select(measurements: readonly Measurement[], subject: string, version: number) {
  const chosen = measurements.filter((each) => each.subject === subject && each.version === version);
  return (mode: LoadMode, of: (result: LoadResult, cpuSeconds: number) => readonly number[]): number =>
    spreadOf(
      chosen.filter((each) => each.mode === mode).flatMap(({ result, cpuSeconds }) => of(result, cpuSeconds)),
    ).median;
}

/** PACKET_INs a second that got a response; a second response to the same one does not count. */
function answered({ rounds }: LoadResult): number[] {
  return rounds.map(
    ({ packetIns, flowMods, packetOuts, seconds }) => Math.min(packetIns, flowMods + packetOuts) / seconds,
  );
}

function responses({ rounds }: LoadResult): number[] {
  return rounds.map(({ responsesPerSecond }) => responsesPerSecond);
}

function peakMemory(measurements: readonly Measurement[], subject: string): number {
  const own = measurements.filter((each) => each.subject === subject);
  return Math.max(...own.map((each) => each.peakMemory ?? Number.NaN));
}
