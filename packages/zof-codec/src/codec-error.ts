/** What went wrong, as a closed set; `code` stands in front of every message. */
export type CodecErrorCode =
  /** The bytes end before the value does, or a length field points outside its container. */
  | "truncated"
  /** A length field is too small, too large or not a multiple of what the specification asks for. */
  | "bad_length"
  /** The version is unknown, or the message type or field does not exist in this version. */
  | "bad_version"
  /** The message, action, instruction, field or property type is unknown. */
  | "bad_type"
  /** A value is of the wrong kind, out of range, or not one of the names allowed. */
  | "bad_value"
  /** A field that has no default is missing. */
  | "missing"
  /** The result would be larger than the 65535 bytes that an OpenFlow length field can say. */
  | "too_large";

export interface CodecErrorOptions {
  /** Where in the message, as `msg.match[2].value`; empty when the whole is meant. */
  path?: string;
  /** Byte offset from the start of the message; -1 when encoding from an object. */
  offset?: number;
  /** Names that could stand there. */
  allowed?: readonly string[];
  cause?: unknown;
}

/**
 * A message that cannot be encoded or decoded: which field, why, and what is allowed.
 *
 * `reason` is the text without code and path, for those who format it themselves.
 */
export class CodecError extends Error {
  override readonly name = "CodecError";
  readonly code: CodecErrorCode;
  readonly reason: string;
  /** Names that could stand there; undefined when it is not about names. */
  readonly allowed: readonly string[] | undefined;
  path: string;
  offset: number;

  constructor(code: CodecErrorCode, reason: string, options: CodecErrorOptions = {}) {
    super("", options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.reason = reason;
    this.allowed = options.allowed;
    this.path = options.path ?? "";
    this.offset = options.offset ?? -1;
    this.message = format(this);
  }

  /** Prepends a step to the path, on the way out of a nested value: `error.at("match", 2)`. */
  at(field: string, index?: number): this {
    const step = index === undefined ? field : `${field}[${index}]`;
    this.path =
      this.path === "" ? step : this.path.startsWith("[") ? step + this.path : `${step}.${this.path}`;
    this.message = format(this);
    return this;
  }
}

function format(error: CodecError): string {
  const where = error.path === "" ? "" : `${error.path}: `;
  const byte = error.offset < 0 ? "" : ` (at byte ${error.offset})`;
  return `${error.code}: ${where}${error.reason}${byte}`;
}
