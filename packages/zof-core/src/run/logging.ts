import { openSync, writeSync } from "node:fs";
import { type Logger, levels, pino } from "pino";
import { ControllerError, systemReason } from "../controller-error.js";
import { logText } from "./log-text.js";

/** The names of the levels, least important first; `silent` logs nothing. */
export const LOG_LEVELS: readonly string[] = [...Object.keys(levels.values), "silent"];

const STANDARD_ERROR = 2;

export interface LogOptions {
  /** One of {@link LOG_LEVELS}; default `info`. */
  readonly level?: string | undefined;
  /** Appended to; default standard error. */
  readonly file?: string | undefined;
}

/**
 * A logger that has written each line before the call returns, so that nothing is lost when the process ends.
 * Lines are JSON objects; on a terminal they are text.
 *
 * @throws ControllerError `bad_option` for an unknown level, `file_failed` when the file cannot be opened.
 */
export function createLogger(options: LogOptions = {}): Logger {
  const level = (options.level ?? "info").toLowerCase();
  if (!LOG_LEVELS.includes(level)) {
    const reason = `'${options.level}' is not a log level; use one of ${LOG_LEVELS.join(", ")}`;
    throw new ControllerError("bad_option", reason);
  }
  const descriptor = options.file === undefined ? STANDARD_ERROR : openLog(options.file);
  const asText = options.file === undefined && process.stderr.isTTY;
  const write = (line: string) => {
    writeSync(descriptor, asText ? logText(JSON.parse(line)) : line);
  };
  return pino({ level, base: null, formatters: { level: (label) => ({ level: label }) } }, { write });
}

function openLog(file: string): number {
  try {
    return openSync(file, "a");
  } catch (error) {
    const reason = `cannot write the log file ${file}: ${systemReason(error)}`;
    throw new ControllerError("file_failed", reason, { cause: error });
  }
}
