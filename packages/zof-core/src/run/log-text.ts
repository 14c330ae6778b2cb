/** A log record as pino writes it. */
export interface LogRecord {
  readonly level: string;
  readonly time: number;
  readonly name?: string;
  readonly msg?: string;
  readonly err?: { readonly type?: string; readonly message?: string; readonly stack?: string };
  readonly [field: string]: unknown;
}

/** A log record as a line for people; an exception's stack follows on lines of its own. */
export function logText(record: LogRecord): string {
  const { level, time, name, msg, err, ...fields } = record;
  const clock = new Date(time).toISOString().slice(11, 23);
  const source = name === undefined ? "" : ` ${name}:`;
  const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${fieldText(value)}`);
  const stack =
    err === undefined ? "" : `\n    ${(err.stack ?? err.message ?? "").replaceAll("\n", "\n    ")}`;
  return `${clock} ${level.toUpperCase().padEnd(5)}${source} ${msg ?? ""}${rest.join("")}${stack}\n`;
}

function fieldText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^[^\s"]+$/.test(text) ? text : JSON.stringify(text);
}
