import { checkEncoding } from "./check/check-encoding.js";
import { checkTemplate } from "./check/check-template.js";
import type { CompiledMessage } from "./compiled-message.js";
import type { ArgumentsOf } from "./infer/arguments.js";
import type { CheckedText } from "./infer/misspelt.js";
import type { ObjectArguments, ObjectReplyPart, ObjectTemplate } from "./infer/object-template.js";
import type { ReplyPartOf } from "./infer/reply-part.js";
import { parseObject } from "./parse/parse-object.js";
import { parseText } from "./parse/parse-text.js";
import { Sender } from "./sender.js";

/** What compiling a template of type `T` gives. */
export type CompiledOf<T> = [T] extends [infer S extends string]
  ? CompiledMessage<ArgumentsOf<S>, ReplyPartOf<S>>
  : CompiledMessage<ObjectArguments<T>, ObjectReplyPart<T>>;

/**
 * Compiles a message template.
 *
 * As text: YAML with `type:` and `msg:`, or a type followed by the body of `msg`. `$name` and
 * `${name}` stand for a value that is given when the message is sent, a whole subtree too, or for a
 * part of a text; `$$` is a dollar sign. The names and types of the arguments and of the reply are
 * read from a literal text; for other text they are loose.
 *
 * As an object: with `arg("name")` where values are given later.
 *
 * Throws TemplateError, with line and column, for what is not YAML, not a message by the schema, or
 * cannot be sent in any version.
 */
export function compile<const T extends string | ObjectTemplate>(
  template: T extends string ? CheckedText<T> : T,
): CompiledOf<T>;
export function compile(template: unknown): unknown {
  const parsed = typeof template === "string" ? parseText(template) : parseObject(template);
  checkTemplate(parsed);
  checkEncoding(parsed);
  return new Sender(parsed);
}
