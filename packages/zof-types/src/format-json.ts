import { hexText } from "zof-codec";

/**
 * JSON text of a message: bigints as integers in full precision, bytes as upper-case hexadecimal text.
 * (`JSON.parse` rounds integers beyond 2^53; read them with a parser that does not.)
 *
 * @param indent - spaces for each level; 0 gives one line
 */
export function formatJson(value: unknown, indent = 0): string {
  return indent === 0 ? compact(value) : indented(value, indent, "\n");
}

/** One line, built by appending: what is written most. */
function compact(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return Number.isFinite(value) ? `${value}` : "null";
    case "bigint":
    case "boolean":
      return `${value}`;
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return compactArray(value);
      return plain(value) ? compactObject(value as Record<string, unknown>) : special(value, compact);
    default:
      return "null";
  }
}

function compactArray(items: readonly unknown[]): string {
  if (items.length === 0) return "[]";
  let text = `[${compact(items[0])}`;
  for (let index = 1; index < items.length; index++) text += `,${compact(items[index])}`;
  return `${text}]`;
}

function compactObject(value: Record<string, unknown>): string {
  let text = "";
  for (const key in value) {
    const member = value[key];
    if (member === undefined) continue;
    if (typeof member === "function") {
      if (key === "toJSON") return compact(member.call(value));
      continue;
    }
    text += (text === "" ? "{" : ",") + keyText(key) + compact(member);
  }
  return text === "" ? "{}" : `${text}}`;
}

/** Keys come from the schemas, so they are few; what others there are must not fill the memory. */
const keyTexts = new Map<string, string>();
const MAX_KEYS = 5000;

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (keyTexts.size < MAX_KEYS) keyTexts.set(key, text);
  return text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those that JSON escapes
const ESCAPED = /[\u0000-\u001f"\\\ud800-\udfff]/;

function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Whether a value is an object without a form of its own. */
function plain(value: object): boolean {
  return value.constructor === Object || Object.getPrototypeOf(value) === null;
}

function special(value: object, format: (value: unknown) => string): string {
  if (value instanceof Uint8Array) return `"${hexText(value)}"`;
  if ("toJSON" in value && typeof value.toJSON === "function") return format(value.toJSON());
  return format({ ...value });
}

function indented(value: unknown, indent: number, newline: string): string {
  if (value === null || typeof value !== "object") return compact(value);
  const inner = newline + " ".repeat(indent);
  const deeper = (member: unknown) => indented(member, indent, inner);
  if (Array.isArray(value)) return wrap("[", "]", value.map(deeper), newline, inner);
  if (!plain(value) || "toJSON" in value) return special(value, (other) => indented(other, indent, newline));
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && typeof member !== "function")
    .map(([key, member]) => `${JSON.stringify(key)}: ${deeper(member)}`);
  return wrap("{", "}", members, newline, inner);
}

function wrap(open: string, close: string, items: readonly string[], newline: string, inner: string): string {
  return items.length === 0 ? open + close : open + inner + items.join(`,${inner}`) + newline + close;
}
