/** What is wrong with a template or its arguments, as a closed set; `code` stands in front of every message. */
export type TemplateErrorCode =
  /** The text is not YAML, or not a message: empty, a second document, a `$` without a name, a limit exceeded. */
  | "syntax"
  /** There is no message of this type, or it cannot be used this way (a request that has no reply). */
  | "unknown_type"
  /** The message has no property, or OpenFlow no match field, of this name. */
  | "unknown_field"
  /** A value is of the wrong kind, out of range, not one of the names allowed, or does not exist in the version. */
  | "bad_value"
  /** A property that has no default is missing. */
  | "missing"
  /** A value was given for an argument that the template does not have. */
  | "unknown_argument"
  /** No value was given for an argument of the template. */
  | "missing_argument";

/** One thing wrong with a template. */
export interface TemplateProblem {
  readonly code: TemplateErrorCode;
  /** What is wrong and what is allowed, without place. */
  readonly reason: string;
  /** Where in the message, as `msg.match[0].field`; empty when the whole is meant. */
  readonly path: string;
  /** Line in the template's text, from 1; undefined for templates that are objects. */
  readonly line: number | undefined;
  /** Column in that line, from 1. */
  readonly column: number | undefined;
  /** The line with a caret under the column; empty for templates that are objects. */
  readonly excerpt: string;
}

/** How many problems a message spells out; `problems` has them all. */
const PROBLEMS_SHOWN = 10;

/**
 * A template that cannot be compiled, or arguments that do not fit it.
 *
 * `code`, `line`, `column` and `path` are those of the first problem; the message spells out all of
 * them. Nothing was sent when this is thrown.
 */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly code: TemplateErrorCode;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly path: string;

  constructor(
    /** Everything found wrong, in the order of the text; at least one. */
    readonly problems: readonly [TemplateProblem, ...TemplateProblem[]],
    options?: ErrorOptions,
  ) {
    super(formatProblems(problems), options);
    const [first] = problems;
    this.code = first.code;
    this.line = first.line;
    this.column = first.column;
    this.path = first.path;
  }
}

/** A problem without a place in the text; `place` adds what is known. */
export function problem(
  code: TemplateErrorCode,
  reason: string,
  place: Partial<TemplateProblem> = {},
): TemplateProblem {
  return { path: "", line: undefined, column: undefined, excerpt: "", ...place, code, reason };
}

function formatProblems(problems: readonly TemplateProblem[]): string {
  const shown = problems.slice(0, PROBLEMS_SHOWN).map(formatProblem);
  const hidden = problems.length - shown.length;
  if (hidden > 0) shown.push(`and ${hidden} more`);
  return shown.join("\n");
}

function formatProblem({ code, reason, path, line, column, excerpt }: TemplateProblem): string {
  const where = [line === undefined ? "" : `line ${line}, column ${column}`, path].filter(
    (part) => part !== "",
  );
  const text = `${code}: ${[where.join(", "), reason].filter((part) => part !== "").join(": ")}`;
  return excerpt === "" ? text : `${text}\n${excerpt}`;
}
