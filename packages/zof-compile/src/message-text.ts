import { CodecError } from "zof-codec";
import type { MessageInput } from "zof-types";
import { checkTemplate } from "./check/check-template.js";
import { encodingError } from "./evaluate/encoding-error.js";
import { parseMessageText } from "./parse/parse-text.js";
import { isPlainObject } from "./parse/template.js";

/** One message, written by somebody or by a program. */
export interface MessageText {
  /** YAML, or JSON; the short form as well. */
  readonly text: string;
  /** Number of its first line in the file, from 1. */
  readonly firstLine: number;
}

/**
 * Reads and checks a message and passes it to `encode`, with the OpenFlow version that it has. What only shows
 * the reader something (`_pkt`, `_text` and whatever else begins with `_`, `src` and `dst`) is left out.
 *
 * @throws TemplateError with line, column and path, also for a CodecError that `encode` throws.
 */
export function encodeText(
  { text, firstLine }: MessageText,
  encode: (message: MessageInput, version: number) => void,
  defaultVersion: number,
): void {
  const parsed = parseMessageText(text, firstLine);
  const template = parsed.with(withoutNotes(parsed.message));
  checkTemplate(template);
  const message = template.message as unknown as MessageInput;
  const version = Number(message.version ?? defaultVersion);
  try {
    encode(message, version);
  } catch (error) {
    throw error instanceof CodecError ? encodingError(error, template, version) : error;
  }
}

const CAPTURE_KEYS: readonly string[] = ["src", "dst"];

/** A message without what `zof decode` adds to it for the reader. */
export function withoutNotes(message: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { msg } = message;
  const body = isPlainObject(msg) ? without(msg, isNote) : msg;
  const own = without(message, (key) => isNote(key) || CAPTURE_KEYS.includes(key));
  return body === msg ? own : { ...own, msg: body };
}

function isNote(key: string): boolean {
  return key.startsWith("_");
}

/** The same object when it has nothing to leave out, as most. */
function without(
  object: Readonly<Record<string, unknown>>,
  isLeftOut: (key: string) => boolean,
): Readonly<Record<string, unknown>> {
  for (const key in object) {
    if (isLeftOut(key))
      return Object.fromEntries(Object.entries(object).filter(([name]) => !isLeftOut(name)));
  }
  return object;
}
