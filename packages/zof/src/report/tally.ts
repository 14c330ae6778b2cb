import type { Report, RunEvent, Summary } from "./run-event.js";

/** Counts what happens, for the summary. */
export class Tally implements Report {
  readonly #startedMs = performance.now();
  readonly #switches = new Set<string>();
  #started = false;
  #hosts: number | undefined;
  #pings = 0;
  #lost = 0;
  /** Flow entries that simulated switches got. */
  flows = 0;
  /** Messages from switches. */
  messages = 0;
  alerts = 0;

  get started(): boolean {
    return this.#started;
  }

  get lostPings(): number {
    return this.#lost;
  }

  event(event: RunEvent): void {
    if (event.event === "started") {
      this.#started = true;
      this.#hosts = event.simulated?.hosts;
    } else if (event.event === "switch_up") this.#switches.add(event.datapath_id);
    else if (event.event === "ping") {
      this.#pings++;
      if (!event.ok) this.#lost++;
    }
  }

  get summary(): Summary {
    const pings = { sent: this.#pings, ok: this.#pings - this.#lost, lost: this.#lost };
    const { flows, messages } = this;
    return {
      switches: this.#switches.size,
      alerts: this.alerts,
      seconds: Math.round((performance.now() - this.#startedMs) / 100) / 10,
      ...(this.#hosts !== undefined && { simulation: { hosts: this.#hosts, pings, flows, messages } }),
    };
  }
}
