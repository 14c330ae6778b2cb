import { hexText } from "zof-codec";

/**
 * JSON text of a message: bigints as integers in full precision, bytes as upper-case hexadecimal text.
 * (`JSON.parse` rounds integers beyond 2^53; read them with a parser that does not.)
 *
 * @param indent - spaces for each level; 0 gives one line
 */
export function formatJson(value: unknown, indent = 0): string {
  return format(value, indent, indent === 0 ? "" : "\n");
}

function format(value: unknown, indent: number, newline: string): string {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return `"${hexText(value)}"`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value))
    return wrap(
      "[",
      "]",
      value.map((item) => format(item, indent, deeper(newline, indent))),
      indent,
      newline,
    );
  if ("toJSON" in value && typeof value.toJSON === "function") return format(value.toJSON(), indent, newline);
  const colon = indent === 0 ? ":" : ": ";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && typeof member !== "function")
    .map(
      ([key, member]) => `${JSON.stringify(key)}${colon}${format(member, indent, deeper(newline, indent))}`,
    );
  return wrap("{", "}", members, indent, newline);
}

function deeper(newline: string, indent: number): string {
  return newline === "" ? "" : newline + " ".repeat(indent);
}

function wrap(
  open: string,
  close: string,
  items: readonly string[],
  indent: number,
  newline: string,
): string {
  if (items.length === 0) return open + close;
  const inner = deeper(newline, indent);
  return open + inner + items.join(`,${inner}`) + newline + close;
}
