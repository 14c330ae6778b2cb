import { stripVTControlCharacters } from "node:util";

const CLEAR_TO_END_OF_LINE = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";
const up = (rows: number) => `\x1b[${rows}A`;

type Write = NodeJS.WriteStream["write"];

/**
 * Some lines at the bottom of a terminal that are drawn again and again. What anybody else writes to the
 * terminal, through `process.stdout` or `process.stderr`, comes above them.
 */
export class LiveRegion {
  readonly #terminal: NodeJS.WriteStream;
  readonly #write: Write;
  readonly #releases: (() => void)[] = [];
  #drawn: readonly string[] = [];
  #wanted: readonly string[] = [];

  constructor(terminal: NodeJS.WriteStream, others: readonly NodeJS.WriteStream[]) {
    this.#terminal = terminal;
    this.#write = terminal.write.bind(terminal);
    for (const stream of [terminal, ...others]) if (stream.isTTY) this.#intercept(stream);
  }

  /** Shows these lines in place of those before. */
  draw(lines: readonly string[]): void {
    this.#wanted = lines;
    const clipped = this.#clip(lines);
    if (clipped.length === this.#drawn.length && clipped.every((line, i) => line === this.#drawn[i])) return;
    // Each line over the one before, in a single write: nothing flickers.
    const text = clipped.map((line) => `${line}${CLEAR_TO_END_OF_LINE}\n`).join("");
    this.#write(`${this.#toTop()}${text}${CLEAR_BELOW}`);
    this.#drawn = clipped;
  }

  /** Leaves the lines where they are, all of them; what comes later is written below. */
  release(): void {
    this.#write(`${this.#toTop()}${CLEAR_BELOW}${this.#wanted.map((line) => `${line}\n`).join("")}`);
    for (const release of this.#releases.splice(0)) release();
  }

  /** A line that wraps could not be erased, nor can one that has left the screen at its top. */
  #clip(lines: readonly string[]): string[] {
    const { columns = 80, rows = 24 } = this.#terminal;
    const hidden = lines.length - (rows - 1);
    const visible = hidden > 0 ? [...lines.slice(0, rows - 2), `... ${hidden + 1} more lines`] : lines;
    return visible.map((line) => {
      const plain = stripVTControlCharacters(line);
      return plain.length < columns ? line : plain.slice(0, columns - 1);
    });
  }

  /** What brings the cursor to the first line that is drawn. */
  #toTop(): string {
    const { columns = 80 } = this.#terminal;
    // Lines drawn before the window became narrower take several rows now.
    const rowsOf = (line: string) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns));
    const rows = this.#drawn.reduce((sum, line) => sum + rowsOf(line), 0);
    return rows === 0 ? "" : `\r${up(rows)}`;
  }

  #intercept(stream: NodeJS.WriteStream): void {
    const write = stream.write;
    stream.write = ((...args: Parameters<Write>) => {
      this.#write(`${this.#toTop()}${CLEAR_BELOW}`);
      this.#drawn = [];
      const flushed = write.apply(stream, args);
      if (!String(args[0]).endsWith("\n")) this.#write("\n");
      this.draw(this.#wanted);
      return flushed;
    }) as Write;
    this.#releases.push(() => {
      stream.write = write;
    });
  }
}
