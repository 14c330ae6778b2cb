import { type Logger, pino } from "pino";
import type { Colors } from "./colors.js";

interface LogRecord {
  readonly level: string;
  readonly name?: string;
  readonly msg?: string;
  readonly err?: { readonly stack?: string };
  readonly [field: string]: unknown;
}

/**
 * A logger that writes through a stream of Node.js, as the lines around a live view have to be. (The
 * controller's own writes to the file descriptor, past everybody.)
 */
export function terminalLogger(stream: NodeJS.WriteStream, colors: Colors): Logger {
  const write = (line: string) => {
    stream.write(recordText(JSON.parse(line) as LogRecord, colors));
  };
  return pino(
    { base: null, timestamp: false, formatters: { level: (label) => ({ level: label }) } },
    { write },
  );
}

/** Characters of a field that are shown. */
const MAX_FIELD = 160;

function recordText({ level, name, msg = "", err, ...fields }: LogRecord, colors: Colors): string {
  const color = level === "error" || level === "fatal" ? colors.red : colors.yellow;
  const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${short(JSON.stringify(value))}`);
  const stack = err?.stack === undefined ? "" : `\n${err.stack}`;
  return `${color(level)} ${name}: ${msg}${colors.dim(rest.join(""))}${stack}\n`;
}

function short(text: string): string {
  return text.length <= MAX_FIELD ? text : `${text.slice(0, MAX_FIELD)}...`;
}
