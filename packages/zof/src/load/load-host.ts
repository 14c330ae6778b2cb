import { setImmediate as nextTurn } from "node:timers/promises";
import type { RunOptions } from "zof-core";
import type { RunHost } from "../run.js";
import { loadApp } from "./load-app.js";

/** Loads files of apps, and stands in for the `run` that they may call. */
export class LoadHost implements RunHost {
  /** What the files said `run` should do. */
  options: RunOptions = {};
  #called: () => void = () => {};
  #finish: (status: number) => void = () => {};
  readonly #finished = new Promise<number>((resolve) => {
    this.#finish = resolve;
  });

  /** @throws CommandError that says what is wrong with the file. */
  async load(file: string): Promise<void> {
    const called = new Promise<void>((resolve) => {
      this.#called = resolve;
    });
    // A file that awaits `run` is not loaded to its end before all is over. One that fails after it is noticed.
    await Promise.race([loadApp(file), called.then(() => nextTurn())]);
  }

  run(options: RunOptions): Promise<number> {
    this.options = { ...this.options, ...options };
    this.#called();
    return this.#finished;
  }

  /** Tells the files the exit status. */
  finish(status: number): void {
    this.#finish(status);
  }
}
