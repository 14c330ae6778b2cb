import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { externalDriver } from "./driver.js";

const driverEnvironment: Readonly<Record<string, string>> =
  externalDriver === undefined ? {} : { ZOF_OFTR_PATH: externalDriver, ZOF_OFTR_PREFIX: process.execPath };

/** A program of `programs/`, as it was built, in a process of its own. */
export class ChildProgram {
  readonly process: ChildProcessWithoutNullStreams;
  stdout = "";
  stderr = "";
  readonly #exited: Promise<unknown>;

  constructor(name: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const path = fileURLToPath(new URL(`../../dist/test-support/programs/${name}.js`, import.meta.url));
    this.process = spawn(process.execPath, [path, ...args], {
      env: { ...process.env, ...driverEnvironment, ...env },
    });
    this.process.stdout.on("data", (data) => {
      this.stdout += data;
    });
    this.process.stderr.on("data", (data) => {
      this.stderr += data;
    });
    this.#exited = once(this.process, "close");
    onTestFinished(() => void this.process.kill("SIGKILL"));
  }

  /** What it said so far. */
  get lines(): Record<string, unknown>[] {
    return this.stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  }

  /** Waits until it has said that this happened. */
  async said(event: string): Promise<Record<string, unknown>> {
    for (;;) {
      const line = this.lines.find((each) => each.event === event);
      if (line !== undefined) return line;
      if (this.process.exitCode !== null)
        throw new Error(`it ended with ${this.process.exitCode}: ${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** The endpoint that it listens on. */
  async endpoint(): Promise<string> {
    const { endpoints } = (await this.said("START")) as { endpoints: string[] };
    return String(endpoints[0]);
  }

  /** Its exit code. */
  async exitCode(): Promise<number | null> {
    await this.#exited;
    return this.process.exitCode;
  }
}
