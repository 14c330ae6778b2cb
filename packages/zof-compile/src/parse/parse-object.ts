import { Hole } from "zof-codec";
import { problem, TemplateError } from "../template-error.js";
import { formatPath, type Path } from "./path.js";
import { isPlainObject, Template } from "./template.js";

/** Lists and objects within each other. */
const MAX_DEPTH = 50;

/**
 * Takes a template given as an object; holes are made with `arg`, text is taken as it is. The
 * object is copied, so that changing it later does not change the template. Throws TemplateError
 * ("syntax") when it is no object, or nested too deeply.
 */
export function parseObject(template: unknown): Template {
  if (!isPlainObject(template)) fail([], "a template is text or an object with type and msg");
  return new Template(copy(template, []) as Record<string, unknown>);
}

function copy(value: unknown, path: Path): unknown {
  if (path.length > MAX_DEPTH) fail(path.slice(0, 6), `more than ${MAX_DEPTH} levels deep`);
  if (value instanceof Hole || value === null) return value;
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return value.map((item, index) => copy(item, [...path, index]));
  if (!isPlainObject(value)) return value;
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, copy(item, [...path, key])]));
}

function fail(path: Path, reason: string): never {
  throw new TemplateError([problem("syntax", reason, { path: formatPath(path) })]);
}
