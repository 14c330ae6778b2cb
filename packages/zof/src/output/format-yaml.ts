import { hexText } from "zof-codec";
import type { Colors } from "../report/colors.js";

/** Text that YAML 1.1 and 1.2 read as text without quotes. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_./-]*$/;
/** Words that some version of YAML takes for something else. */
const WORDS = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
/** Characters that single quotes cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: looks for them
const UNQUOTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff]/;

const INDENT = "  ";

/**
 * A YAML document of a message: integers in hexadecimal, bytes as upper-case hexadecimal text. What it writes,
 * YAML 1.1 and 1.2 read alike.
 */
export function formatYaml(message: object, colors: Colors): string {
  return `---${member(plainForm(message), "", colors)}\n`;
}

/** What stands behind `key:` or `---`, with the blank or line break before it. */
function member(value: unknown, indent: string, colors: Colors): string {
  if (isScalar(value)) return ` ${scalar(value, colors)}`;
  if (Array.isArray(value)) return list(value, indent, colors);
  const text = block(value as object, indent, colors);
  return text === "" ? " {}" : `\n${text}`;
}

function list(items: readonly unknown[], indent: string, colors: Colors): string {
  const values = items.map(plainForm);
  if (values.every(isScalar)) return ` [${values.map((value) => scalar(value, colors)).join(", ")}]`;
  const lines = values.map((value) => {
    if (isScalar(value)) return `${indent}- ${scalar(value, colors)}`;
    const inner = `${indent}${INDENT}`;
    if (Array.isArray(value)) return `${indent}-${list(value, inner, colors)}`;
    const text = block(value as object, inner, colors);
    return `${indent}- ${text === "" ? "{}" : text.slice(inner.length)}`;
  });
  return `\n${lines.join("\n")}`;
}

function block(value: object, indent: string, colors: Colors): string {
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined && typeof inner !== "function")
    .map(([key, inner]) => {
      const name = PLAIN.test(key) && !WORDS.test(key) ? key : quoted(key);
      return `${indent}${colors.cyan(name)}:${member(plainForm(inner), indent + INDENT, colors)}`;
    })
    .join("\n");
}

/** Views show their plain form. */
function plainForm(value: unknown): unknown {
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  return "toJSON" in value && typeof value.toJSON === "function" ? value.toJSON() : value;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== "object" || value instanceof Uint8Array;
}

function scalar(value: unknown, colors: Colors): string {
  if (value instanceof Uint8Array) return quoted(hexText(value));
  if (typeof value === "string")
    return PLAIN.test(value) && !WORDS.test(value) ? colors.green(value) : quoted(value);
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) {
    return colors.yellow(value < 0 ? `${value}` : `0x${value.toString(16).toUpperCase()}`);
  }
  return String(value);
}

function quoted(text: string): string {
  return UNQUOTABLE.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
