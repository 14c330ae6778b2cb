import type { MessageText } from "zof-compile/internal";
import { parseJson } from "zof-types/internal";

/** A message that was cut out. */
export interface SplitMessage extends MessageText {
  /** What its text says, when that is known already. */
  readonly value?: unknown;
}

/** The most characters that the text of one message may have: bytes as hexadecimal text, and a lot around them. */
const MAX_LENGTH = 1 << 21;

/** A document that is too long to be a message. */
export class TooLong extends Error {
  override readonly name = "TooLong";
}

/**
 * Cuts text that comes in chunks into messages: YAML documents between `---` lines, or JSON: one a line, an array
 * of them, or objects one after the other. Holds no more than one message.
 */
export class MessageSplitter {
  /** The line that is not complete yet. */
  #open = "";
  /** Lines of the message that is not complete yet. */
  #lines: string[] = [];
  #length = 0;
  #line = 1;
  #firstLine = 1;
  /** Brackets that are open in a JSON message of several lines; 0 in YAML. */
  #depth = 0;

  /** The messages that are complete now. Throws TooLong. */
  *push(text: string): Iterable<SplitMessage> {
    const lines = (this.#open + text).split("\n");
    this.#open = lines.pop() ?? "";
    if (this.#open.length > MAX_LENGTH) throw this.#tooLong();
    for (const line of lines) yield* this.#take(line);
  }

  /** The last message. */
  *end(): Iterable<SplitMessage> {
    yield* this.#take(this.#open);
    yield* this.#finish();
  }

  *#take(line: string): Iterable<SplitMessage> {
    const number = this.#line++;
    if (this.#lines.length === 0) {
      const message = jsonLine(line, number);
      if (message !== undefined) {
        yield message;
        return;
      }
      this.#firstLine = number;
    }
    if (this.#depth === 0 && DOCUMENT_END.test(line)) {
      yield* this.#finish();
      const rest = line.slice(3);
      if (rest.trim() !== "") this.#add(`   ${rest}`, number);
      return;
    }
    const isJson = this.#depth > 0 || (this.#isBlank && JSON_START.test(line));
    if (isJson) yield* this.#json(line, number);
    else this.#add(line, number);
  }

  get #isBlank(): boolean {
    return this.#lines.every((line) => line.trim() === "" || line.trimStart().startsWith("#"));
  }

  /** A line of JSON that is not one whole message: cuts where the brackets close. */
  *#json(line: string, number: number): Iterable<SplitMessage> {
    let from = 0;
    if (this.#depth === 0) this.#lines = [];
    for (const token of line.matchAll(JSON_TOKEN)) {
      const [sign] = token;
      const next = token.index + sign.length;
      if (sign === "{" || sign === "[") {
        if (this.#depth === 0 && sign === "[") from = next;
        else if (this.#depth++ === 0) {
          from = token.index;
          this.#firstLine = number;
        }
      } else if (sign === "}" || sign === "]") {
        if (this.#depth === 0) from = next;
        else if (--this.#depth === 0) {
          this.#add(" ".repeat(from) + line.slice(from, next), number);
          yield* this.#finish();
          from = next;
        }
      }
    }
    const rest = line.slice(from);
    if (this.#depth > 0) this.#add(" ".repeat(from) + rest, number);
    // What stands between messages is a comma, or no JSON: then it is reported as such.
    else if (!/^[\s,]*$/.test(rest)) this.#add(rest, number);
  }

  #add(line: string, number: number): void {
    if (this.#lines.length === 0) this.#firstLine = number;
    this.#lines.push(line);
    this.#length += line.length + 1;
    if (this.#length > MAX_LENGTH) throw this.#tooLong();
  }

  *#finish(): Iterable<SplitMessage> {
    const text = this.#lines.join("\n");
    const firstLine = this.#firstLine;
    this.#lines = [];
    this.#length = 0;
    this.#depth = 0;
    if (text.split("\n").some((line) => line.trim() !== "" && !line.trimStart().startsWith("#"))) {
      yield { text, firstLine };
    }
  }

  #tooLong(): TooLong {
    return new TooLong(
      `line ${this.#firstLine}: more than ${MAX_LENGTH} characters without the end of a message`,
    );
  }
}

const DOCUMENT_END = /^(?:---|\.\.\.)(?:\s|$)/;
const JSON_START = /^\s*(?:[{\][,]|$)/;
const JSON_TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\]]/g;

/** A message in a line of JSON, as programs write it, with a comma behind it in an array. */
function jsonLine(line: string, firstLine: number): SplitMessage | undefined {
  if (!line.startsWith('{"')) return undefined;
  const text = line.endsWith(",") ? line.slice(0, -1) : line;
  if (!text.endsWith("}")) return undefined;
  try {
    return { text, firstLine, value: parseJson(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // It may go on in the next line, or be wrong, which is found when its brackets close.
    return undefined;
  }
}
