import type { Clock, Timer } from "../clock/clock.js";
import type { FlowEntry, RemovalReason } from "./flow-entry.js";
import type { FlowTable } from "./flow-table.js";

/** Time between two looks at all entries, which many different deadlines would otherwise ask for at once. */
const REST_MS = 50;

/**
 * Removes flow entries whose time is up (OpenFlow 1.3.5, section 5.5).
 *
 * One timer waits for the earliest deadline. Packets only move deadlines back, so that a timer may come too early,
 * never too late; it then waits for the new earliest one. After a look at all entries it rests for 50 ms, so that
 * an entry may outlive its time by as much.
 */
export class FlowExpiry {
  readonly #clock: Clock;
  readonly #tables: readonly FlowTable[];
  readonly #expired: (entry: FlowEntry, reason: RemovalReason) => void;
  #timer: Timer | undefined;
  #due = Number.POSITIVE_INFINITY;
  #restUntil = 0;
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
    const due = Math.max(entry.deadline, this.#restUntil);
    if (this.#closed || due >= this.#due) return;
    this.#timer?.cancel();
    this.#due = due;
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
    this.#restUntil = now + REST_MS;
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
