import type { Clock, Timer } from "../clock/clock.js";

interface Waiting<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
  readonly timer: Timer;
}

/** Answers that are waited for, by key; several may wait for one. Every wait ends: answer, time-out or close. */
export class WaitingList<Key, Value> {
  readonly #clock: Clock;
  readonly #waiting = new Map<Key, Set<Waiting<Value>>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether somebody waits for the answer. */
  has(key: Key): boolean {
    return this.#waiting.has(key);
  }

  /** Waits for the answer; fails with the error that `timedOut` makes when it does not come within `timeoutMs`. */
  wait(key: Key, timeoutMs: number, timedOut: () => Error): Promise<Value> {
    return new Promise((resolve, reject) => {
      const timer = this.#clock.schedule(timeoutMs, () => {
        this.#remove(key, waiting);
        reject(timedOut());
      });
      const waiting = { resolve, reject, timer };
      const others = this.#waiting.get(key);
      if (others === undefined) this.#waiting.set(key, new Set([waiting]));
      else others.add(waiting);
    });
  }

  /** Gives the answer to all who wait for it. */
  answer(key: Key, value: Value): void {
    for (const waiting of this.#waiting.get(key) ?? []) {
      waiting.timer.cancel();
      waiting.resolve(value);
    }
    this.#waiting.delete(key);
  }

  /** Fails all who wait for anything. */
  fail(error: Error): void {
    for (const waiting of [...this.#waiting.values()].flatMap((set) => [...set])) {
      waiting.timer.cancel();
      waiting.reject(error);
    }
    this.#waiting.clear();
  }

  #remove(key: Key, waiting: Waiting<Value>): void {
    const all = this.#waiting.get(key);
    all?.delete(waiting);
    if (all?.size === 0) this.#waiting.delete(key);
  }
}
