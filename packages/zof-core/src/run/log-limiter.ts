/**
 * Keeps what a hostile switch can cause from filling the log: some lines a second, and the number of those
 * left out with the next one. Events are not limited, only the log.
 */
export class LogLimiter {
  readonly #linesPerSecond: number;
  #second = 0;
  #lines = 0;
  #omitted = 0;

  constructor(linesPerSecond: number) {
    this.#linesPerSecond = linesPerSecond;
  }

  /** Calls `log` if there is room for a line, with the number of lines left out before it. */
  line(log: (omitted: number) => void): void {
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#lines = 0;
    }
    if (this.#lines === this.#linesPerSecond) {
      this.#omitted++;
      return;
    }
    this.#lines++;
    const omitted = this.#omitted;
    this.#omitted = 0;
    log(omitted);
  }
}
