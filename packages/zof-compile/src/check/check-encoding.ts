import { VERSIONS } from "zof-types";
import { encodeTemplate } from "zof-types/internal";
import { encodingError } from "../evaluate/encoding-error.js";
import type { Template } from "../parse/template.js";

/**
 * Finds what the schema cannot say, as a match field that stands twice or contradicts another.
 * Throws the TemplateError of the newest version when the message can be sent in none.
 */
export function checkEncoding(template: Template): void {
  let failure: unknown;
  for (const version of VERSIONS) {
    try {
      encodeTemplate(template.message, version);
      return;
    } catch (error) {
      failure = encodingError(error, template, version);
    }
  }
  throw failure;
}
