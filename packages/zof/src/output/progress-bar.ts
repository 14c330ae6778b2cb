/** Before that nothing is shown: most inputs are done by then. */
const DELAY_MS = 2000;
const INTERVAL_MS = 200;
const WIDTH = 30;

/** How much of the input is done, on a terminal (standard error) while a command takes seconds. */
export class ProgressBar {
  readonly #isShown: boolean;
  readonly #total: number | undefined;
  readonly #start = performance.now();
  #drawn = 0;
  #bytes = 0;
  #items = 0;

  /** `total`: bytes of the input, when they are known; `outputIsTerminal`: then the messages themselves show it. */
  constructor(total: number | undefined, outputIsTerminal: boolean) {
    this.#total = total;
    this.#isShown = process.stderr.isTTY === true && process.env.TERM !== "dumb" && !outputIsTerminal;
  }

  /** Call it after each chunk. */
  add(bytes: number, items: number): void {
    if (!this.#isShown) return;
    this.#bytes += bytes;
    this.#items += items;
    const now = performance.now();
    if (now - this.#start < DELAY_MS || now - this.#drawn < INTERVAL_MS) return;
    this.#drawn = now;
    process.stderr.write(
      `\r${progressText(this.#bytes, this.#total, this.#items, (now - this.#start) / 1000)}\x1b[K`,
    );
  }

  /** Takes it away: before other text goes to the terminal, and at the end. */
  clear(): void {
    if (this.#drawn === 0) return;
    this.#drawn = 0;
    process.stderr.write("\r\x1b[K");
  }
}

/** One line about the progress. */
export function progressText(
  bytes: number,
  total: number | undefined,
  items: number,
  seconds: number,
): string {
  const megabytes = `${(bytes / 1e6).toFixed(1)} MB`;
  const rate = `${items.toLocaleString("en")} messages, ${Math.round(items / seconds).toLocaleString("en")}/s`;
  if (total === undefined || total === 0) return `${megabytes}, ${rate}`;
  const part = Math.min(1, bytes / total);
  const filled = Math.round(part * WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
  return `${bar} ${Math.floor(part * 100)}% of ${(total / 1e6).toFixed(1)} MB, ${rate}`;
}
