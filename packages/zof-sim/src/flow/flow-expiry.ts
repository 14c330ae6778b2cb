import type { Clock, Timer } from "../clock/clock.js";
import type { FlowEntry, RemovalReason } from "./flow-entry.js";
import type { FlowTable } from "./flow-table.js";

/**
 * Removes flow entries whose time is up (OpenFlow 1.3.5, section 5.5).
 *
 * One timer waits for the earliest deadline. Packets only move deadlines back, so that a timer may come too early,
 * never too late; it then waits for the new earliest one.
 */
export class FlowExpiry {
  readonly #clock: Clock;
  readonly #tables: readonly FlowTable[];
  readonly #expired: (entry: FlowEntry, reason: RemovalReason) => void;
  #timer: Timer | undefined;
  #due = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(
    clock: Clock,
    tables: readonly FlowTable[],
    expired: (entry: FlowEntry, reason: RemovalReason) => void,
  ) {
    this.#clock = clock;
    this.#tables = tables;
    this.#expired = expired;
  }

  /** Takes notice of an entry that was added. */
  watch(entry: FlowEntry): void {
    if (this.#closed || entry.deadline >= this.#due) return;
    this.#timer?.cancel();
    this.#due = entry.deadline;
    this.#timer = this.#clock.schedule(this.#due - this.#clock.now(), () => this.#sweep());
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #sweep(): void {
    this.#due = Number.POSITIVE_INFINITY;
    const now = this.#clock.now();
    let next: FlowEntry | undefined;
    for (const table of this.#tables) {
      const expired = table.entries.filter((entry) => entry.deadline <= now);
      for (const entry of table.remove(expired)) this.#expired(entry, entry.timeout);
      for (const entry of table.entries) {
        if (entry.deadline < (next?.deadline ?? Number.POSITIVE_INFINITY)) next = entry;
      }
    }
    if (next !== undefined) this.watch(next);
  }
}
