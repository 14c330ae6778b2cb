import type { Clock, Timer } from "./clock.js";

interface Scheduled {
  readonly due: number;
  readonly call: () => void;
}

/** A clock that stands still until told to advance, for tests of time-outs. */
export class ManualClock implements Clock {
  #now = 0;
  #scheduled: Scheduled[] = [];

  now(): number {
    return this.#now;
  }

  schedule(delayMs: number, call: () => void): Timer {
    const entry = { due: this.#now + Math.max(0, delayMs), call };
    const later = this.#scheduled.findIndex((other) => other.due > entry.due);
    this.#scheduled.splice(later < 0 ? this.#scheduled.length : later, 0, entry);
    return { cancel: () => this.#remove(entry) };
  }

  /** Moves the time on by `ms` milliseconds, making the calls that fall due on the way, in order of their time. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#scheduled[0]; next !== undefined && next.due <= end; next = this.#scheduled[0]) {
      this.#scheduled.shift();
      this.#now = next.due;
      next.call();
    }
    this.#now = end;
  }

  /** When the next call falls due; infinite without one. */
  get next(): number {
    return this.#scheduled[0]?.due ?? Number.POSITIVE_INFINITY;
  }

  /** How many calls are still to come. */
  get pending(): number {
    return this.#scheduled.length;
  }

  #remove(entry: Scheduled): void {
    const index = this.#scheduled.indexOf(entry);
    if (index >= 0) this.#scheduled.splice(index, 1);
  }
}
