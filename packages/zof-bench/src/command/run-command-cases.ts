import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encode } from "zof-types";
import { corpusFolder } from "../corpus/corpus-folder.js";
import { readCorpora } from "../corpus/read-corpus.js";
import { FLOW_MOD_VALUES, flowModOf } from "../micro/sample-flow-mods.js";
import { formatNumber } from "../report/format-number.js";
import { formatTable } from "../report/format-table.js";
import { spreadOf } from "../report/statistics.js";

const ZOF = fileURLToPath(new URL("../bin/zof.js", import.meta.resolve("zof")));

export interface CommandOptions {
  /** How many times each command runs, in turns. */
  readonly passes: number;
  /** Messages of the file that is made when there is no recorded traffic. */
  readonly messages: number;
}

/** How long a command takes, from its start to its end. */
export interface CommandResult {
  readonly name: string;
  readonly milliseconds: number;
  /** Undefined when it works on none. */
  readonly messagesPerSecond: number | undefined;
}

interface CommandCase {
  readonly name: string;
  readonly args: readonly string[];
  readonly messages: number;
}

/** Measures the `zof` command as a whole process, and hands out the table. Throws when a command fails. */
export function runCommandCases(options: CommandOptions, print: (text: string) => void): CommandResult[] {
  const folder = mkdtempSync(join(tmpdir(), "zof-bench-"));
  try {
    const results = measured(commandCases(folder, options), options.passes);
    const rows = results.map(({ name, milliseconds, messagesPerSecond }) => [
      name,
      formatNumber(milliseconds),
      messagesPerSecond === undefined ? "" : formatNumber(messagesPerSecond),
    ]);
    print("The command as a whole process\n");
    print(`${formatTable(["", "ms", "messages/s"], rows)}\n`);
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function commandCases(folder: string, options: CommandOptions): CommandCase[] {
  const nothing = join(folder, "nothing.bin");
  writeFileSync(nothing, "");
  return [
    { name: "node -e 0", args: ["-e", "0"], messages: 0 },
    { name: "zof --version", args: [ZOF, "--version"], messages: 0 },
    { name: "zof decode of nothing", args: [ZOF, "decode", nothing], messages: 0 },
    ...inputs(options).flatMap(({ name, bytes, messages }) => {
      const file = join(folder, `${name}.bin`);
      const json = join(folder, `${name}.json`);
      writeFileSync(file, bytes);
      runNode([ZOF, "decode", "--json", file, "-o", json]);
      return [
        { name: `zof decode --json ${name}`, args: [ZOF, "decode", "--json", file], messages },
        { name: `zof decode ${name}`, args: [ZOF, "decode", file], messages },
        { name: `zof encode ${name}, from JSON`, args: [ZOF, "encode", json], messages },
      ];
    }),
  ];
}

function inputs({ messages }: CommandOptions): { name: string; bytes: Uint8Array; messages: number }[] {
  const corpora = readCorpora(corpusFolder());
  if (corpora.length > 0) {
    return corpora.map(({ name, bytes, frames }) => ({ name, bytes, messages: frames.length }));
  }
  const samples = FLOW_MOD_VALUES.map((values) => encode(flowModOf(values), { version: 4 }));
  const bytes = Array.from({ length: messages }, (_, index) => samples[index % samples.length] as Uint8Array);
  return [{ name: "FLOW_MODs", bytes: Buffer.concat(bytes), messages }];
}

function measured(cases: readonly CommandCase[], passes: number): CommandResult[] {
  const times = cases.map((): number[] => []);
  for (let pass = 0; pass < passes; pass++) {
    for (const [index, { args }] of cases.entries()) times[index]?.push(runNode(args));
  }
  return cases.map(({ name, messages }, index) => {
    const milliseconds = spreadOf(times[index] ?? []).median;
    return {
      name,
      milliseconds,
      messagesPerSecond: messages === 0 ? undefined : (messages / milliseconds) * 1000,
    };
  });
}

/** Runs Node.js to its end, its output left out, and returns how many milliseconds it took. */
function runNode(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(" ")}: exit status ${status}: ${stderr}`);
  return time;
}
