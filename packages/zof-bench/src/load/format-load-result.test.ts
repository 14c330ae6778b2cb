import { expect, test } from "vitest";
import { formatLoadResult } from "./format-load-result.js";
import { LOAD_DEFAULTS } from "./load-options.js";
import type { LoadResult } from "./load-result.js";

const RESULT: LoadResult = {
  options: LOAD_DEFAULTS,
  rounds: [{ seconds: 2, packetIns: 4000, flowMods: 4000, packetOuts: 1000, responsesPerSecond: 2500 }],
  responsesPerSecond: { min: 2500, median: 2500, max: 2500 },
  totalPacketIns: 5000,
  generatorCpu: 0.25,
};

test("throughput", () => {
  expect(formatLoadResult(RESULT).split("\n")).toEqual([
    "127.0.0.1:6653, OpenFlow 1.3, throughput mode; switches: 4, each with addresses: 100, PACKET_INs in flight: 4096",
    "round 1: 2.00 s, PACKET_IN 2,000/s, FLOW_MOD 2,000/s, PACKET_OUT 500/s",
    "responses/s: min 2,500, median 2,500, max 2,500",
    "load generator: 25.0% of a core",
  ]);
});

test("latency", () => {
  const text = formatLoadResult({
    ...RESULT,
    options: { ...LOAD_DEFAULTS, mode: "latency", version: 1 },
    latencyMicroseconds: { p50: 41.25, p90: 50, p99: 1200, p999: 3000, max: 4000.4, lost: 3 },
  });
  expect(text).toContain("OpenFlow 1.0, latency mode");
  expect(text).toContain("PACKET_INs in flight: 1\n");
  expect(text).toContain(
    "latency in microseconds: p50 41.3, p90 50.0, p99 1,200, p99.9 3,000, max 4,000; without response: 3",
  );
});

test("a generator without time to spare is said to be the limit", () => {
  expect(formatLoadResult({ ...RESULT, generatorCpu: 0.97 })).toMatch(/97.0% of a core: it may be the limit/);
});
