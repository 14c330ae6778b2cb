import { CodecError } from "zof-codec";
import { problemCode } from "../check/problem-code.js";
import { type Path, parsePath } from "../parse/path.js";
import type { Template } from "../parse/template.js";
import { TemplateError } from "../template-error.js";

/** The error of encoding a template, with its place in the text, the argument it is about, and the version. */
export function encodingError(error: unknown, template: Template, version: number): unknown {
  if (!(error instanceof CodecError)) return error;
  const path = parsePath(error.path);
  const hole = template.holes.find((placed) => leadsTo(placed.path, path))?.hole;
  const subject = hole === undefined ? "" : `$${hole.name}: `;
  const name = `OpenFlow ${versionName(version)}`;
  const reason = subject + error.reason + (error.reason.includes(name) ? "" : ` (${name})`);
  return new TemplateError([template.problem(problemCode(error.code, path), path, reason)], { cause: error });
}

function leadsTo(part: Path, path: Path): boolean {
  return part.length <= path.length && part.every((step, index) => step === path[index]);
}

/** The name of a version on the wire: `1.3` for 4. */
export function versionName(version: number): string {
  return `1.${version - 1}`;
}
