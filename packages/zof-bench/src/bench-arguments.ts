import { Command, Option } from "commander";
import type { EndToEndOptions } from "./end-to-end/run-end-to-end.js";
import type { MeasureOptions } from "./micro/measure-groups.js";

const PARTS = ["micro", "end-to-end"] as const;

export interface BenchArguments {
  /** What to run. Default: both. */
  readonly parts: readonly (typeof PARTS)[number][];
  /** Print all results as JSON instead of tables. */
  readonly json: boolean;
  readonly micro: MeasureOptions;
  readonly endToEnd: EndToEndOptions;
}

/** Reads the arguments of the benchmarks. Throws CommanderError for what it does not know and for `--help`. */
export function benchArguments(args: readonly string[]): BenchArguments {
  const command = new Command("bench")
    .description("Measures encoding, decoding and sending in this process, then controllers under load.")
    .option("--quick", "seconds instead of minutes: shows that all of it works, the numbers mean little")
    .addOption(new Option("--only <part>", "run one part").choices(PARTS))
    .option("--json", "print the results as JSON")
    .configureOutput({ writeErr: () => {} })
    .exitOverride();
  const { quick, only, json } = command.parse(args, { from: "user" }).opts<{
    quick?: true;
    only?: (typeof PARTS)[number];
    json?: true;
  }>();
  return {
    parts: only === undefined ? PARTS : [only],
    json: json === true,
    micro: quick ? { timeMs: 5, warmupMs: 5 } : { timeMs: 500, warmupMs: 200 },
    endToEnd: quick
      ? { passes: 1, rounds: 3, seconds: 0.1, warmupSeconds: 0.1 }
      : { passes: 3, rounds: 3, seconds: 1, warmupSeconds: 1 },
  };
}
