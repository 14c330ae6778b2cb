import { setTimeout as sleep } from "node:timers/promises";
import { LoadError } from "./load-error.js";
import type { LoadOptions } from "./load-options.js";
import { LoadSwitch } from "./load-switch.js";
import { PipelinedTraffic } from "./pipelined-traffic.js";
import type { Counts } from "./response-reader.js";
import { SILENCE } from "./traffic.js";

const POLL_MS = 10;

/** All emulated switches. */
export class Fleet {
  readonly switches: readonly LoadSwitch[];
  readonly #options: LoadOptions;
  readonly #failed: Promise<never>;

  /** Connects. */
  constructor(options: LoadOptions) {
    this.#options = options;
    let fail: (error: LoadError) => void = () => {};
    this.#failed = new Promise<never>((_, reject) => {
      fail = reject;
    });
    this.#failed.catch(() => {}); // heard of in `during`
    this.switches = Array.from(
      { length: options.switches },
      (_, index) => new LoadSwitch(index + 1, options, fail),
    );
  }

  /** What all switches together have sent and received. */
  counts(): Counts {
    const sum = { packetIns: 0, flowMods: 0, packetOuts: 0 };
    for (const { counts } of this.switches) {
      sum.packetIns += counts.packetIns;
      sum.flowMods += counts.flowMods;
      sum.packetOuts += counts.packetOuts;
    }
    return sum;
  }

  /** Waits until the controller knows all switches and asks nothing more. */
  async handshake(): Promise<void> {
    const known = () => this.switches.filter((each) => each.isKnown).length;
    const requests = () => this.switches.reduce((sum, each) => sum + each.requests, 0);
    const what = () =>
      `the controller asked ${known()} of ${this.switches.length} switches for their features (FEATURES_REQUEST)`;
    await this.#reach(() => known() === this.switches.length, requests, what);
    for (let before = -1; before !== requests(); ) {
      before = requests();
      await this.during(sleep(this.#options.settleMs));
    }
  }

  /** Shows the controller every address once, pipelined, and waits until it has taken all of it. */
  async learn(): Promise<void> {
    const { inFlight } = this.#options;
    const all = this.switches.map((each) => {
      const traffic = new PipelinedTraffic(each, each.cycle, inFlight, each.cycle.batches.length);
      each.start(traffic);
      return traffic;
    });
    const done = () => all.filter((each) => each.done).length;
    const what = () =>
      `the controller took the PACKET_INs of ${done()} of ${all.length} switches (ECHO_REPLY)`;
    await this.#reach(
      () => done() === all.length,
      () => all.reduce((sum, each) => sum + each.taken, 0),
      what,
    );
    for (const each of this.switches) each.start(SILENCE);
  }

  /** Waits for a promise; throws LoadError when a switch fails before. */
  during<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#failed]);
  }

  close(): void {
    for (const each of this.switches) each.close();
  }

  /** Waits until `reached`; throws LoadError when `progress` gives the same number for too long. */
  async #reach(reached: () => boolean, progress: () => number, what: () => string): Promise<void> {
    const { stallMs } = this.#options;
    let last = progress();
    let movedAt = performance.now();
    while (!reached()) {
      await this.during(sleep(POLL_MS));
      const now = progress();
      if (now !== last) {
        last = now;
        movedAt = performance.now();
      } else if (performance.now() - movedAt > stallMs) {
        throw new LoadError(`no progress for ${stallMs} ms: ${what()}`);
      }
    }
  }
}
