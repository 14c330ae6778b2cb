import { hexText, parsePacket } from "zof-codec";
import type { Colors } from "../report/colors.js";
import type { ByteRange } from "./byte-range.js";
import type { Explanation } from "./explain.js";

/** Bytes in one line. */
const BYTES_SHOWN = 8;
const HEX_WIDTH = BYTES_SHOWN * 3 - 1;
const NAME_WIDTH = 26;

/** An explanation as text: a line for each range, with offset, bytes, name and value; the section where it changes. */
export function formatExplanation({ ranges, error }: Explanation, bytes: Uint8Array, colors: Colors): string {
  const width = String(bytes.length).length;
  const wrong = error === undefined ? undefined : innermost(ranges, error.offset);
  /** By depth, of the ranges around the next one. */
  const sections: (string | undefined)[] = [];
  const lines = ranges.map((range) => {
    const isKnown = range.section === sections[range.depth - 1];
    sections.length = range.depth;
    sections.push(range.section);
    const at = String(range.start).padStart(width);
    const mark = range === wrong ? colors.red("  <-- here") : "";
    return `${colors.dim(at)}  ${rangeText(range, isKnown ? undefined : range.section, bytes, colors)}${mark}`.trimEnd();
  });
  if (error !== undefined) lines.push("", colors.red(error.message));
  return `${lines.join("\n")}\n`;
}

function innermost(ranges: readonly ByteRange[], offset: number): ByteRange | undefined {
  return ranges.findLast(({ start, end }) => start <= offset && offset < end);
}

function rangeText(range: ByteRange, section: string | undefined, bytes: Uint8Array, colors: Colors): string {
  const { kind, start, end, depth, name } = range;
  const indent = "  ".repeat(depth);
  const title = `${indent}${name === "" ? range.path.replace(/^.*\.(?=[^.]+$)/, "") : name}`;
  if (kind === "group") {
    const size = `${end - start} bytes`;
    const from = section === undefined ? "" : colors.dim(`, ${section}`);
    return `${" ".repeat(HEX_WIDTH)}  ${colors.bold(title)}${end > start ? colors.dim(`  ${size}`) : ""}${from}`;
  }
  const shown = hexText(bytes.subarray(start, Math.min(end, start + BYTES_SHOWN))).replaceAll(
    /..(?!$)/g,
    "$& ",
  );
  const more = end - start > BYTES_SHOWN ? "…" : "";
  const hex = (shown + more).padEnd(HEX_WIDTH + 1);
  if (kind === "padding") return `${hex} ${colors.dim(title)}`;
  const value = kind === "rest" ? `${end - start} bytes that cannot be read` : valueText(range, bytes);
  return `${hex} ${colors.cyan(title.padEnd(NAME_WIDTH))} ${value}${section === undefined ? "" : colors.dim(`  (${section})`)}`;
}

function valueText({ value, start, end, path }: ByteRange, bytes: Uint8Array): string {
  if (value instanceof Uint8Array) {
    const isPacket = path === "msg.data" && value.length >= 14;
    return isPacket ? parsePacket(bytes.subarray(start, end)).get_description() : `${value.length} bytes`;
  }
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value === "number" || typeof value === "bigint") {
    return value < 10 ? `${value}` : `${value} (0x${value.toString(16)})`;
  }
  return value === undefined ? "" : String(value);
}
