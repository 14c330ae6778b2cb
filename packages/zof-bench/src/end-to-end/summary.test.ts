import { expect, test } from "vitest";
import { LOAD_DEFAULTS, type LoadMode } from "../load/load-options.js";
import { spreadOf } from "../report/statistics.js";
import type { Measurement } from "./run-end-to-end.js";
import { PEER } from "./subject.js";
import { formatEndToEnd } from "./summary.js";

/** A measurement with rounds of two seconds, in which so many messages came. */
function measurement(
  subject: string,
  mode: LoadMode,
  rounds: readonly { packetIns: number; flowMods: number; packetOuts: number }[],
  p50 = 10,
): Measurement {
  const timed = rounds.map((round) => ({
    ...round,
    seconds: 2,
    responsesPerSecond: (round.flowMods + round.packetOuts) / 2,
  }));
  const result = {
    options: { ...LOAD_DEFAULTS, mode },
    rounds: timed,
    responsesPerSecond: spreadOf(timed.map((each) => each.responsesPerSecond)),
    totalPacketIns: 1000,
    generatorCpu: 0.5,
  };
  const latencyMicroseconds = { p50, p90: 20, p99: 30, p999: 40, max: 50, lost: 0 };
  return {
    subject,
    version: 4,
    mode,
    result: mode === "latency" ? { ...result, latencyMicroseconds } : result,
    cpuSeconds: 0.002,
    peakMemory: 12_345_678,
  };
}

function cells(text: string): string[][] {
  return text.split("\n").map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quiet = { packetIns: 200, flowMods: 100, packetOuts: 0 };

test("medians of all passes, and ratios against the peer", () => {
  const double = (count: number) => ({ packetIns: count, flowMods: count, packetOuts: count });
  const table = cells(
    formatEndToEnd([
      measurement(PEER, "throughput", [quiet]),
      measurement(PEER, "latency", [quiet]),
      measurement("ours", "throughput", [double(800), double(400)]),
      measurement("ours", "throughput", [double(600)]),
      measurement("ours", "latency", [double(100)], 5),
      measurement("ours", "latency", [double(100)], 7),
    ]),
  );
  expect(table[2]).toEqual([
    PEER,
    "1.3",
    "50.0",
    "50.0",
    "1.00",
    "2.00",
    "50.0",
    "1.00",
    "10.0",
    "30.0",
    "12.3",
  ]);
  expect(table[3]).toEqual([
    "ours",
    "1.3",
    "300",
    "600",
    "6.00",
    "2.00",
    "50.0",
    "1.00",
    "6.00",
    "30.0",
    "12.3",
  ]);
});

test("without the peer the first controller is the measure", () => {
  const table = cells(
    formatEndToEnd([measurement("ours", "throughput", [quiet]), measurement("ours", "latency", [quiet])]),
  );
  expect(table[0]?.[4]).toBe("x ours");
  expect(table[2]?.[4]).toBe("1.00");
});
