import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadMode } from "../load/load-options.js";
import type { LoadResult } from "../load/load-result.js";
import { ChildProgram, freePort } from "./child-program.js";
import type { Subject } from "./subject.js";

export interface EndToEndOptions {
  /** Times that every controller is measured, in turns with the others: what disturbs the machine hits all. */
  readonly passes: number;
  /** Rounds in each pass. */
  readonly rounds: number;
  /** Length of a round in seconds. */
  readonly seconds: number;
  readonly warmupSeconds: number;
}

/** One measurement of a controller. */
export interface Measurement {
  readonly subject: string;
  readonly version: number;
  readonly mode: LoadMode;
  readonly result: LoadResult;
  /** Processor time that the controller used for it, in seconds; NaN where the system does not say. */
  readonly cpuSeconds: number;
  /** The most memory the controller has used, in bytes, since its start at the beginning of the pass. */
  readonly peakMemory: number | undefined;
}

const VERSIONS = [4, 1] as const;
const MODES = ["throughput", "latency"] as const;
const LOAD = fileURLToPath(new URL("../load.js", import.meta.url));

/** Measures controllers, each in a process of its own, with the load generator in another. */
export async function runEndToEnd(
  subjects: readonly Subject[],
  options: EndToEndOptions,
  progress: (text: string) => void,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (let pass = 1; pass <= options.passes; pass++) {
    for (const subject of subjects) {
      progress(`pass ${pass} of ${options.passes}: ${subject.name}`);
      measurements.push(...(await measureSubject(subject, options)));
    }
  }
  return measurements;
}

async function measureSubject(subject: Subject, options: EndToEndOptions): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), "zof-bench-"));
  const port = await freePort();
  const controller = new ChildProgram(subject.name, subject.command, subject.args(port, folder));
  try {
    await controller.listens(port);
    const measurements: Measurement[] = [];
    for (const version of VERSIONS) {
      for (const mode of MODES) {
        const before = controller.cpuSeconds() ?? Number.NaN;
        const result = await load(port, version, mode, options);
        const cpuSeconds = (controller.cpuSeconds() ?? Number.NaN) - before;
        const peakMemory = controller.peakMemory();
        measurements.push({ subject: subject.name, version, mode, result, cpuSeconds, peakMemory });
      }
    }
    return measurements;
  } finally {
    await controller.stop();
    await rm(folder, { recursive: true });
  }
}

async function load(
  port: number,
  version: number,
  mode: LoadMode,
  options: EndToEndOptions,
): Promise<LoadResult> {
  const program = new ChildProgram("the load generator", process.execPath, [
    LOAD,
    `--connect=127.0.0.1:${port}`,
    `--openflow=1.${version - 1}`,
    `--mode=${mode}`,
    `--seconds=${options.seconds}`,
    `--warmup=${options.warmupSeconds}`,
    `--rounds=${options.rounds}`,
    "--json",
  ]);
  return JSON.parse(await program.output()) as LoadResult;
}
