import type { Clock, Timer } from "../clock/clock.js";

/** Watches over a silent connection with ECHO_REQUEST (OpenFlow 1.3.5, section 7.5.2). */
export class Keepalive {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #ask: () => void;
  readonly #dead: () => void;
  #timer: Timer | undefined;
  #lastHeard: number;
  #asked = false;

  /**
   * @param intervalMs - silence after which `ask` is called, and after as long again `dead`
   */
  constructor(clock: Clock, intervalMs: number, ask: () => void, dead: () => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#ask = ask;
    this.#dead = dead;
    this.#lastHeard = clock.now();
    this.#wait(intervalMs);
  }

  /** Notes that something came in. */
  heard(): void {
    this.#lastHeard = this.#clock.now();
    this.#asked = false;
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #wait(ms: number): void {
    this.#timer = this.#clock.schedule(ms, () => this.#check());
  }

  /** Messages only note their time: the timer finds out how much of the interval is left. */
  #check(): void {
    const left = this.#lastHeard + this.#intervalMs - this.#clock.now();
    if (left > 0) this.#wait(left);
    else if (this.#asked) this.#dead();
    else {
      this.#asked = true;
      this.#ask();
      this.#wait(this.#intervalMs);
    }
  }
}
