import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { testEnvironment } from "./test-environment.js";

export const COMMAND = fileURLToPath(new URL("../../bin/zof.js", import.meta.url));

/** The file of an app of these tests. */
export function appPath(name: string): string {
  return fileURLToPath(new URL(`./apps/${name}.js`, import.meta.url));
}

export interface ZofOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A `zof` command that runs, or has run. */
export class ZofProcess {
  stdout = "";
  stderr = "";
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exited: Promise<number>;

  constructor(args: readonly string[], { cwd, env = {} }: ZofOptions = {}) {
    this.#child = spawn(process.execPath, [COMMAND, ...args], {
      cwd,
      env: testEnvironment(env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout.setEncoding("utf8").on("data", (text) => {
      this.stdout += text;
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text) => {
      this.stderr += text;
    });
    this.#exited = once(this.#child, "close").then(([code]) => code as number);
  }

  /** The exit status. */
  get exited(): Promise<number> {
    return this.#exited;
  }

  /** Lines of standard output that came so far. */
  get lines(): string[] {
    return this.stdout.split("\n").slice(0, -1);
  }

  /** Lines of `--json`. */
  get events(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line));
  }

  /** Stops reading standard output, as `head` does. */
  closeOutput(): void {
    this.#child.stdout.destroy();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits until the output has what `find` looks for; fails when the process ends before. */
  async until<T>(find: (process: this) => T | undefined): Promise<T> {
    for (;;) {
      const found = find(this);
      if (found !== undefined) return found;
      const ended = await Promise.race([
        once(this.#child.stdout, "data").then(() => false),
        this.#exited.then(() => true),
      ]);
      if (ended && find(this) === undefined) throw new Error(`zof has ended: ${this.stdout}${this.stderr}`);
    }
  }
}

/** Runs a `zof` command to its end. */
export async function zof(
  args: readonly string[],
  options?: ZofOptions,
): Promise<ZofProcess & { status: number }> {
  const process = new ZofProcess(args, options);
  return Object.assign(process, { status: await process.exited });
}
