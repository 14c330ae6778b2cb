import type { ValidationError } from "zof-types";
import type { Path } from "../parse/path.js";
import type { TemplateErrorCode } from "../template-error.js";

/** The code of a template's problem for what the schema or the encoder said at a place. */
export function problemCode(code: ValidationError["code"], path: Path): TemplateErrorCode {
  if (code === "unknown_field" || code === "missing") return code;
  if (code !== "bad_type") return "bad_value";
  if (path.length === 1) return "unknown_type";
  return path.at(-1) === "field" ? "unknown_field" : "bad_value";
}
