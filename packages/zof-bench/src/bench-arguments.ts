import { Command, InvalidArgumentError, Option } from "commander";
import type { CommandOptions } from "./command/run-command-cases.js";
import type { EndToEndOptions } from "./end-to-end/run-end-to-end.js";
import type { MicroOptions } from "./micro/run-micro.js";

const PARTS = ["micro", "memory", "command", "end-to-end"] as const;

export interface BenchArguments {
  /** What to run. Default: all. */
  readonly parts: readonly (typeof PARTS)[number][];
  /** Print all results as JSON instead of tables. */
  readonly json: boolean;
  readonly micro: MicroOptions;
  readonly command: CommandOptions;
  readonly endToEnd: EndToEndOptions;
}

/** Reads the arguments of the benchmarks. Throws CommanderError for what it does not know and for `--help`. */
export function benchArguments(args: readonly string[]): BenchArguments {
  const command = new Command("bench")
    .description(
      "Measures encoding, decoding and sending in this process, what memory that takes, the zof command, then controllers under load.",
    )
    .option("--quick", "seconds instead of minutes: shows that all of it works, the numbers mean little")
    .addOption(new Option("--only <part>", "run one part").choices(PARTS))
    .option("--group <text>", "micro: only the tables with this in their title")
    .option("--case <text>", "micro: only the lines with this in their name")
    .option("--time <ms>", "micro: how long each line is measured", milliseconds)
    .option("--json", "print the results as JSON")
    .configureOutput({ writeErr: () => {} })
    .exitOverride();
  const given = command.parse(args, { from: "user" }).opts<{
    quick?: true;
    only?: (typeof PARTS)[number];
    group?: string;
    case?: string;
    time?: number;
    json?: true;
  }>();
  const times = given.quick ? { timeMs: 5, warmupMs: 5 } : { timeMs: 500, warmupMs: 200 };
  return {
    parts: given.only === undefined ? PARTS : [given.only],
    json: given.json === true,
    micro: { ...times, ...(given.time && { timeMs: given.time }), group: given.group, case: given.case },
    command: given.quick ? { passes: 1, messages: 1000 } : { passes: 9, messages: 80_000 },
    endToEnd: given.quick
      ? { passes: 1, rounds: 3, seconds: 0.1, warmupSeconds: 0.1 }
      : { passes: 3, rounds: 3, seconds: 1, warmupSeconds: 1 },
  };
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (value >= 1 && value <= 3_600_000) return value;
  throw new InvalidArgumentError("a number of milliseconds from 1 to 3600000 is expected.");
}
