import { clearScreenDown, cursorTo, moveCursor } from "node:readline";
import { stripVTControlCharacters } from "node:util";

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
    this.#erase();
    this.#write(clipped.map((line) => `${line}\n`).join(""));
    this.#drawn = clipped;
  }

  /** Leaves the lines where they are; what comes later is written below them. */
  release(): void {
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

  #erase(): void {
    if (this.#drawn.length === 0) return;
    const { columns = 80 } = this.#terminal;
    // Lines drawn before the window became narrower take several rows now.
    const rowsOf = (line: string) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns));
    const rows = this.#drawn.reduce((sum, line) => sum + rowsOf(line), 0);
    const to = { write: this.#write } as NodeJS.WriteStream;
    cursorTo(to, 0);
    moveCursor(to, 0, -rows);
    clearScreenDown(to);
    this.#drawn = [];
  }

  #intercept(stream: NodeJS.WriteStream): void {
    const write = stream.write;
    stream.write = ((...args: Parameters<Write>) => {
      this.#erase();
      const flushed = write.apply(stream, args);
      const last = args[0];
      if (!String(last).endsWith("\n")) this.#write("\n");
      this.draw(this.#wanted);
      return flushed;
    }) as Write;
    this.#releases.push(() => {
      stream.write = write;
    });
  }
}
