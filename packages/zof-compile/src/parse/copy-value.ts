import { Hole } from "zof-codec";
import { problem, TemplateError } from "../template-error.js";
import { formatPath, type Path } from "./path.js";
import { isPlainObject } from "./template.js";

/** Lists and objects within each other. */
const MAX_DEPTH = 50;

/**
 * Copies lists, objects and bytes; holes and objects of other classes are taken as they are,
 * properties that are undefined are left out. Throws TemplateError "syntax" when nested too deeply.
 */
export function copyValue(value: unknown, path: Path = []): unknown {
  if (path.length > MAX_DEPTH) {
    const reason = `more than ${MAX_DEPTH} levels deep`;
    throw new TemplateError([problem("syntax", reason, { path: formatPath(path.slice(0, 6)) })]);
  }
  if (value instanceof Hole) return value;
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return value.map((item, index) => copyValue(item, [...path, index]));
  if (!isPlainObject(value)) return value;
  const given = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, copyValue(item, [...path, key])]));
}
