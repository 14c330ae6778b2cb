import { hexText } from "zof-codec";
import { TextWriter } from "zof-types/internal";
import type { Colors } from "../report/colors.js";

/** Text that YAML 1.1 and 1.2 read as text without quotes. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_./-]*$/;
/** Words that some version of YAML takes for something else, and the length of the longest. */
const WORDS = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
const LONGEST_WORD = 5;
/** Characters that single quotes cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: looks for them
const UNQUOTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff]/;

const INDENT = "  ";

/**
 * Writes a YAML document of a message: integers in hexadecimal, bytes as upper-case hexadecimal text. What it
 * writes, YAML 1.1 and 1.2 read alike.
 */
export function writeYaml(writer: TextWriter, message: object, colors: Colors): void {
  writer.ascii("---");
  writeMember(writer, plainForm(message), "\n", colors);
  writer.ascii("\n");
}

/** The YAML document of a message as text; see `writeYaml`. */
export function formatYaml(message: object, colors: Colors): string {
  const writer = new TextWriter();
  writeYaml(writer, message, colors);
  return Buffer.from(writer.bytes.buffer, 0, writer.length).toString();
}

/** What stands behind `key:` or `---`. `line`: line break and indentation of its lines. */
function writeMember(writer: TextWriter, value: unknown, line: string, colors: Colors): void {
  if (isScalar(value)) {
    writer.ascii(" ");
    writeScalar(writer, value, colors);
  } else if (Array.isArray(value)) {
    writeList(writer, value.map(plainForm), line, colors);
  } else if (!writeBlock(writer, value as object, line, line, colors)) writer.ascii(" {}");
}

function writeList(writer: TextWriter, items: readonly unknown[], line: string, colors: Colors): void {
  if (items.every(isScalar)) {
    writer.ascii(" [");
    for (const [index, item] of items.entries()) {
      if (index > 0) writer.ascii(", ");
      writeScalar(writer, item, colors);
    }
    writer.ascii("]");
    return;
  }
  for (const item of items) {
    writer.ascii(line);
    writer.ascii("-");
    const isObject = !isScalar(item) && !Array.isArray(item);
    if (!isObject) writeMember(writer, item, line + INDENT, colors);
    else if (!writeBlock(writer, item as object, " ", line + INDENT, colors)) writer.ascii(" {}");
  }
}

/** The members of an object, with `first` before the first and `line` before the others. False: there are none. */
function writeBlock(writer: TextWriter, value: object, first: string, line: string, colors: Colors): boolean {
  let before = first;
  let isEmpty = true;
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner === undefined || typeof inner === "function") continue;
    writer.ascii(before);
    before = line;
    isEmpty = false;
    writeText(writer, key, colors.cyan);
    writer.ascii(":");
    writeMember(writer, plainForm(inner), line + INDENT, colors);
  }
  return !isEmpty;
}

/** Views show their plain form. */
function plainForm(value: unknown): unknown {
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  return "toJSON" in value && typeof value.toJSON === "function" ? value.toJSON() : value;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== "object" || value instanceof Uint8Array;
}

function writeScalar(writer: TextWriter, value: unknown, colors: Colors): void {
  if (typeof value === "string") writeText(writer, value, colors.green);
  else if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) {
    writer.ascii(colors.yellow(integer(value)));
  } else if (value instanceof Uint8Array) writer.ascii(`'${hexText(value)}'`);
  else writer.ascii(String(value));
}

/** Integers below 256, which most are. */
const SMALL = Array.from({ length: 256 }, (_, value) => `0x${value.toString(16).toUpperCase()}`);

function integer(value: number | bigint): string {
  const small = SMALL[Number(value)];
  if (small !== undefined) return small;
  return value < 0 ? `${value}` : `0x${value.toString(16).toUpperCase()}`;
}

/** Text, in a colour when it needs no quotes. */
function writeText(writer: TextWriter, text: string, color: (text: string) => string): void {
  if (PLAIN.test(text) && (text.length > LONGEST_WORD || !WORDS.test(text))) writer.ascii(color(text));
  else writer.text(UNQUOTABLE.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`);
}
