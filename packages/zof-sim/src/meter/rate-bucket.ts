/** A token bucket: lets pass so much a second, and bursts of some size. */
export class RateBucket {
  readonly #perMs: number;
  readonly #capacity: number;
  #tokens: number;
  #filled: number;

  /**
   * @param rate - units a second
   * @param burst - units that may pass at once; 0 for those of one second
   * @param now - milliseconds of the clock that `take` is called with
   */
  constructor(rate: number, burst: number, now: number) {
    this.#perMs = rate / 1000;
    this.#capacity = burst > 0 ? burst : rate;
    this.#tokens = this.#capacity;
    this.#filled = now;
  }

  /** Takes units out; false, and nothing taken, when there are not so many. */
  take(units: number, now: number): boolean {
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#filled) * this.#perMs);
    this.#filled = now;
    if (this.#tokens < units) return false;
    this.#tokens -= units;
    return true;
  }
}
