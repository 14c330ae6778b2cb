import { problem, TemplateError, type TemplateErrorCode, type TemplateProblem } from "../template-error.js";

/** How much of a long line an excerpt shows on each side of the caret. */
const EXCERPT_REACH = 50;

/** The text of a template: turns offsets into lines, columns and excerpts. */
export class SourceText {
  readonly #lineStarts: readonly number[];

  /** `firstLine`: number of the line that the text begins in, when it is part of a larger one. */
  constructor(
    readonly text: string,
    readonly firstLine = 1,
  ) {
    const starts = [0];
    for (const lineBreak of text.matchAll(/\r\n|\r|\n/g)) starts.push(lineBreak.index + lineBreak[0].length);
    this.#lineStarts = starts;
  }

  /** Line and column, both from 1. */
  position(offset: number): { line: number; column: number } {
    const next = this.#lineStarts.findIndex((start) => start > offset);
    const line = next < 0 ? this.#lineStarts.length : next;
    return { line: line + this.firstLine - 1, column: offset - (this.#lineStarts[line - 1] ?? 0) + 1 };
  }

  /** A problem at an offset. */
  problem(code: TemplateErrorCode, offset: number, reason: string, path = ""): TemplateProblem {
    const { line, column } = this.position(offset);
    return problem(code, reason, { path, line, column, excerpt: this.#excerpt(line, column) });
  }

  /** An error with one problem at an offset. */
  error(code: TemplateErrorCode, offset: number, reason: string, options?: ErrorOptions): TemplateError {
    return new TemplateError([this.problem(code, offset, reason)], options);
  }

  #excerpt(line: number, column: number): string {
    const whole = this.text.slice(this.#lineStarts[line - this.firstLine]).split(/[\r\n]/, 1)[0] ?? "";
    const from = Math.max(0, column - 1 - EXCERPT_REACH);
    const head = from > 0 ? "…" : "";
    const tail = whole.length > column + EXCERPT_REACH ? "…" : "";
    const shown = `${head}${whole.slice(from, column + EXCERPT_REACH)}${tail}`;
    const before = `${head}${whole.slice(from, column - 1)}`;
    const number = String(line);
    // Tabs stay tabs, so that the caret stands under its column at any tab width.
    const caret = `${before.replace(/[^\t]/g, " ")}^`;
    return `  ${number} | ${shown}\n  ${" ".repeat(number.length)} | ${caret}`;
  }
}
