import { spawnSync } from "node:child_process";
import { testEnvironment } from "./test-environment.js";
import { COMMAND } from "./zof-process.js";

export interface ZofResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as bytes. */
  readonly bytes: Uint8Array;
}

/** Runs a `zof` command to its end, with `input` on standard input. */
export function runZof(
  args: readonly string[],
  input: string | Uint8Array = "",
  cwd?: string,
  env: Readonly<Record<string, string>> = {},
): ZofResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    input,
    cwd,
    env: testEnvironment(env),
    timeout: 20_000,
    maxBuffer: 1 << 28,
  });
  return { status, stdout: stdout.toString(), stderr: stderr.toString(), bytes: new Uint8Array(stdout) };
}
