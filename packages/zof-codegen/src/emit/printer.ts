/** Lines of code with indentation. */
export class Printer {
  readonly #lines: string[] = [];
  #depth = 0;

  line(text = ""): this {
    this.#lines.push(text === "" ? "" : "  ".repeat(this.#depth) + text);
    return this;
  }

  /** A line that opens a block, its content, and the line that closes it. */
  block(open: string, content: () => void, close = "}"): this {
    this.line(open);
    this.#depth++;
    content();
    this.#depth--;
    return this.line(close);
  }

  toString(): string {
    return this.#lines.join("\n");
  }
}
