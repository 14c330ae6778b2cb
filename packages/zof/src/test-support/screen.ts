/** A terminal's screen, as far as a live view needs one: text, line feeds, cursor up, and clearing. */
export class Screen {
  readonly columns: number;
  #lines: string[] = [""];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    this.columns = columns;
  }

  /** What stands on the screen, with all that has scrolled out at its top. */
  get lines(): string[] {
    return this.#lines.map((line) => line.trimEnd());
  }

  write(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal gets
    for (const [token] of text.matchAll(/\x1b\[[\d;?]*[A-Za-z]|[\s\S]/g)) this.#take(token);
  }

  #take(token: string): void {
    if (token === "\n") {
      this.#row++;
      this.#column = 0;
      this.#lines[this.#row] ??= "";
    } else if (token === "\r") this.#column = 0;
    else if (token.startsWith("\x1b["))
      this.#control(token.at(-1) as string, Number.parseInt(token.slice(2), 10) || 1);
    else this.#put(token);
  }

  #control(code: string, number: number): void {
    if (code === "A") this.#row = Math.max(0, this.#row - number);
    if (code === "K" || code === "J") this.#setLine((line) => line.slice(0, this.#column));
    if (code === "J") this.#lines.length = this.#row + 1;
  }

  #put(character: string): void {
    if (this.#column === this.columns) this.#take("\n");
    this.#setLine(
      (line) => line.padEnd(this.#column).slice(0, this.#column) + character + line.slice(this.#column + 1),
    );
    this.#column++;
  }

  #setLine(change: (line: string) => string): void {
    this.#lines[this.#row] = change(this.#lines[this.#row] ?? "");
  }
}
