import type { FlowReport, WantedFlow } from "./wanted-flow.js";

interface Waiter {
  resolve(report: FlowReport): void;
  reject(error: unknown): void;
}

/** What is wanted of one datapath, and who waits for it to be done. */
export class DatapathFlows {
  #wanted: readonly WantedFlow[] = [];
  #waiters: Waiter[] = [];
  #isDue = false;
  #wake: () => void = () => {};

  get wanted(): readonly WantedFlow[] {
    return this.#wanted;
  }

  set wanted(flows: readonly WantedFlow[]) {
    this.#wanted = flows;
    this.wake();
  }

  /** Asks for another pass; one that runs already may have read what has changed since. */
  wake(): void {
    this.#isDue = true;
    this.#wake();
  }

  /** Waits for the pass after this. */
  nextReport(): Promise<FlowReport> {
    const report = new Promise<FlowReport>((resolve, reject) => this.#waiters.push({ resolve, reject }));
    this.wake();
    return report;
  }

  /** Runs a pass and gives its outcome to those who wait for it. */
  async run(pass: () => Promise<FlowReport>): Promise<FlowReport> {
    this.#isDue = false;
    const waiters = this.#waiters.splice(0);
    try {
      const report = await pass();
      for (const waiter of waiters) waiter.resolve(report);
      return report;
    } catch (error) {
      for (const waiter of waiters) waiter.reject(error);
      throw error;
    }
  }

  /** Waits until a pass is due: because it was asked for, because `ms` are over (0: never), or to end. */
  async due(ms: number, signal: AbortSignal): Promise<void> {
    if (this.#isDue || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = ms > 0 ? setTimeout(resolve, ms) : undefined;
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      signal.addEventListener("abort", done);
      this.#wake = done;
    });
    this.#wake = () => {};
  }

  /** The datapath has gone: fails all that wait. */
  fail(error: unknown): void {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }
}
