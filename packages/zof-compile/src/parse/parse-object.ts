import { problem, TemplateError } from "../template-error.js";
import { canonicalMessage } from "./canonical-message.js";
import { copyValue } from "./copy-value.js";
import { isPlainObject, Template } from "./template.js";

/**
 * Takes a template given as an object; holes are made with `arg`, text is taken as it is. The
 * object is copied, so that changing it later does not change the template. Throws TemplateError
 * ("syntax") when it is no object, or nested too deeply.
 */
export function parseObject(template: unknown): Template {
  if (!isPlainObject(template)) {
    throw new TemplateError([problem("syntax", "a template is text or an object with type and msg")]);
  }
  return new Template(canonicalMessage(copyValue(template) as Record<string, unknown>));
}
