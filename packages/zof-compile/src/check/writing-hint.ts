import { validate } from "zof-types";
import { formatPath, type Path } from "../parse/path.js";
import { plainScalar } from "../parse/plain-scalar.js";
import { isPlainObject, type Template } from "../parse/template.js";

/** What about the way a wrong value is written probably made it wrong; "" when nothing is known. */
export function writingHint(template: Template, path: Path): string {
  const text = template.plainText(path);
  if (text === undefined) return "";
  if (typeof plainScalar(text) === "string") {
    return /^\w+:\S/.test(text) ? "; a key needs a space after its colon" : "";
  }
  return text !== "" && fits(template, path, text) ? `; in quotes it would be text: "${text}"` : "";
}

/** Whether the message has nothing wrong at `path` with `value` there. */
function fits(template: Template, path: Path, value: string): boolean {
  const place = formatPath(path);
  return validate(replaced(template.message, path, value)).every((error) => formatPath(error.path) !== place);
}

function replaced(value: unknown, path: Path, replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((item, i) => (i === step ? replaced(item, rest, replacement) : item));
  if (isPlainObject(value)) return { ...value, [step]: replaced(value[step], rest, replacement) };
  return value;
}
