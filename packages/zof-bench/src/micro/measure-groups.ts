import { Bench } from "tinybench";
import type { BenchCase, BenchGroup } from "./bench-case.js";

export interface MeasureOptions {
  /** Milliseconds for each case, after the warm-up. */
  readonly timeMs: number;
  /** Milliseconds of warm-up for each case. */
  readonly warmupMs: number;
}

/** How fast a case is. */
export interface CaseResult {
  readonly name: string;
  /** The median over all runs of the case. */
  readonly nanosecondsPerMessage: number;
  readonly messagesPerSecond: number;
  /** How many times as fast as the first case of its group. */
  readonly ratio: number;
}

export interface GroupResult {
  readonly title: string;
  readonly cases: readonly CaseResult[];
}

/** Measures the cases of a group one after the other. Throws what a case throws. */
export function measureGroup(group: BenchGroup, { timeMs, warmupMs }: MeasureOptions): GroupResult {
  const bench = new Bench({
    time: timeMs,
    iterations: 3,
    warmupTime: warmupMs,
    warmupIterations: 1,
    throws: true,
  });
  for (const { name, run } of group.cases) bench.add(name, run);
  const times = bench.runSync().map((task, index) => {
    const { result } = task;
    if (result.state !== "completed") throw new Error(`${group.title}, ${task.name}: ${result.state}`);
    return (result.latency.p50 * 1e6) / (group.cases[index] as BenchCase).messages;
  });
  const [first = Number.NaN] = times;
  const cases = times.map((nanosecondsPerMessage, index) => ({
    name: (group.cases[index] as BenchCase).name,
    nanosecondsPerMessage,
    messagesPerSecond: 1e9 / nanosecondsPerMessage,
    ratio: first / nanosecondsPerMessage,
  }));
  return { title: group.title, cases };
}
