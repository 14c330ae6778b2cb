import { Hole, nearest } from "zof-codec";
import { type ValidationError, validate } from "zof-types";
import { formatPath } from "../parse/path.js";
import type { Template } from "../parse/template.js";
import { TemplateError, type TemplateProblem } from "../template-error.js";
import { argumentProblems } from "./argument-problems.js";
import { problemCode } from "./problem-code.js";
import { writingHint } from "./writing-hint.js";

/**
 * Checks a template against the schema of its message. Throws TemplateError with all problems, in
 * the order of the text. What arguments stand for is checked when they are given.
 */
export function checkTemplate(template: Template): void {
  const errors = oncePerMistake(validate(template.message).filter(({ data }) => !(data instanceof Hole)));
  const problems = [...argumentProblems(template), ...errors.map((error) => schemaProblem(template, error))];
  const [first, ...more] = problems.sort(byPlace);
  if (first !== undefined) throw new TemplateError([first, ...more]);
}

/** A misspelt name is not missing too. */
function oncePerMistake(errors: readonly ValidationError[]): readonly ValidationError[] {
  const meant = new Set(
    errors.map(({ code, path, allowed }) => {
      const guess = code === "unknown_field" ? nearest(String(path.at(-1)), allowed ?? []) : undefined;
      return guess === undefined ? undefined : formatPath([...path.slice(0, -1), guess]);
    }),
  );
  return errors.filter(({ code, path, missing }) => {
    return code !== "missing" || !meant.has(formatPath(missing === undefined ? path : [...path, missing]));
  });
}

function schemaProblem(template: Template, error: ValidationError): TemplateProblem {
  const { path, message } = error;
  const code = problemCode(error.code, path);
  const named = code === "unknown_field" && error.code === "unknown_field";
  const reason = message + (code === "bad_value" ? writingHint(template, path) : "");
  return template.problem(code, path, reason, named ? "name" : "value");
}

/** By line and column; what is missing comes after what stands at the same place. */
function byPlace(a: TemplateProblem, b: TemplateProblem): number {
  return (
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    Number(a.code === "missing") - Number(b.code === "missing")
  );
}
