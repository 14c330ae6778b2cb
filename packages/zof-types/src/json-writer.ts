import { TextWriter } from "./text-writer.js";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const SPACE = 0x20;
const DELETE = 0x7f;
const NEWLINE = 0x0a;
const ZERO = 0x30;
/** Bytes that a character may become within JSON: `\u001f`. */
const LONGEST_CHARACTER = 6;
/** Decimal digits of the largest integer that is written digit by digit. */
const MOST_DIGITS = 10;
const HEX_DIGITS = new TextEncoder().encode("0123456789ABCDEF");

const encoder = new TextEncoder();

/**
 * Writes values as JSON text, one behind the other: bigints as integers in full precision, bytes as upper-case
 * hexadecimal text.
 */
export class JsonWriter extends TextWriter {
  readonly #indent: number;
  #depth = 0;

  /** `indent`: spaces for each level; 0 writes a value in one line. */
  constructor(indent = 0) {
    super();
    this.#indent = indent;
  }

  /** Appends the text of a value. */
  value(value: unknown): void {
    switch (typeof value) {
      case "string":
        this.#string(value);
        break;
      case "number":
        this.#number(value);
        break;
      case "bigint":
        this.#bigint(value);
        break;
      case "object":
        if (value === null) this.ascii("null");
        else if (Array.isArray(value)) this.#array(value);
        else if (value.constructor === Object) this.#object(value as Record<string, unknown>);
        else this.#special(value);
        break;
      default:
        this.ascii(value === true ? "true" : value === false ? "false" : "null");
    }
  }

  #array(items: readonly unknown[]): void {
    const size = items.length;
    this.byte(0x5b);
    this.#depth++;
    for (let index = 0; index < size; index++) {
      if (index > 0) this.byte(COMMA);
      if (this.#indent > 0) this.#newLine();
      this.value(items[index]);
    }
    this.#depth--;
    if (this.#indent > 0 && size > 0) this.#newLine();
    this.byte(0x5d);
  }

  #object(value: Record<string, unknown>): void {
    const start = this.length;
    let isEmpty = true;
    this.byte(0x7b);
    this.#depth++;
    for (const key in value) {
      const member = value[key];
      if (member === undefined) continue;
      if (typeof member === "function") {
        if (key !== "toJSON") continue;
        this.length = start;
        this.#depth--;
        this.value(member.call(value));
        return;
      }
      if (!isEmpty) this.byte(COMMA);
      isEmpty = false;
      if (this.#indent > 0) this.#newLine();
      this.#string(key);
      this.byte(COLON);
      if (this.#indent > 0) this.byte(SPACE);
      this.value(member);
    }
    this.#depth--;
    if (this.#indent > 0 && !isEmpty) this.#newLine();
    this.byte(0x7d);
  }

  /** Bytes, and views, which show their plain form. */
  #special(value: object): void {
    if (value instanceof Uint8Array) this.#hexadecimal(value);
    else if ("toJSON" in value && typeof value.toJSON === "function") this.value(value.toJSON());
    else this.#object(value as Record<string, unknown>);
  }

  #string(text: string): void {
    const size = text.length;
    let at = this.room(2 + size * LONGEST_CHARACTER);
    const { bytes } = this;
    bytes[at++] = QUOTE;
    for (let index = 0; index < size; index++) {
      const code = text.charCodeAt(index);
      if (code < SPACE || code >= DELETE || code === QUOTE || code === BACKSLASH) {
        this.#escaped(text);
        return;
      }
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.length = at;
  }

  /** Text with characters that are escaped, or are more than one byte; there is room for it. */
  #escaped(text: string): void {
    this.length += encoder.encodeInto(JSON.stringify(text), this.bytes.subarray(this.length)).written;
  }

  #number(value: number): void {
    // The usual case, 31 bits, makes no string.
    if (value >= 0 && (value | 0) === value) this.#digits(value);
    else this.ascii(Number.isFinite(value) ? `${value}` : "null");
  }

  #bigint(value: bigint): void {
    const number = Number(value);
    // Most are small; to compare numbers is faster than to compare bigints.
    if (number >= 0 && number <= 0x7fffffff) this.#digits(number);
    else this.ascii(`${value}`);
  }

  #digits(value: number): void {
    const start = this.room(MOST_DIGITS);
    let size = 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) size++;
    const { bytes } = this;
    let rest = value;
    for (let at = start + size - 1; at >= start; at--) {
      const next = (rest / 10) | 0;
      bytes[at] = ZERO + rest - next * 10;
      rest = next;
    }
    this.length = start + size;
  }

  #hexadecimal(value: Uint8Array): void {
    let at = this.room(2 + value.length * 2);
    const { bytes } = this;
    bytes[at++] = QUOTE;
    for (const byte of value) {
      bytes[at++] = HEX_DIGITS[byte >> 4] as number;
      bytes[at++] = HEX_DIGITS[byte & 15] as number;
    }
    bytes[at++] = QUOTE;
    this.length = at;
  }

  #newLine(): void {
    const size = this.#indent * this.#depth;
    const at = this.room(1 + size);
    this.bytes[at] = NEWLINE;
    this.bytes.fill(SPACE, at + 1, at + 1 + size);
    this.length = at + 1 + size;
  }
}
