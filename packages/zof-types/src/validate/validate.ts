import { type CodecErrorCode, Hole, nearest } from "zof-codec";
import { integerFrom, show } from "zof-codec/wire";
import { RAW_MESSAGE } from "../codec/raw-message.js";
import { messageMetadata } from "../gen/metadata.js";
import * as validators from "../gen/validators.js";
import { canonicalType, messageTypes } from "../message-types.js";
import { leafError } from "./leaf-check.js";

/** What is wrong with one place of a message. */
export interface ValidationError {
  readonly code: CodecErrorCode | "unknown_field";
  /** Where: keys and list indices, as `["msg", "match", 0, "value"]`; an unknown property ends with its name. */
  readonly path: readonly (string | number)[];
  /** One sentence: what is wrong, and what is allowed or probably meant. */
  readonly message: string;
  /** The value that stands there. */
  readonly data: unknown;
  /** Names that could stand there: properties, types, members of a union. */
  readonly allowed?: readonly string[];
  /** Name of the property that is missing. */
  readonly missing?: string;
}

/** An error as ajv reports it. */
interface AjvError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
  readonly parentSchema?: { readonly properties?: object; readonly tags?: readonly string[] };
}

type Validator = { (value: unknown): boolean; errors?: AjvError[] | null };

const ENVELOPE = ["type", "version", "xid", "flags", "datapath_id", "conn_id", "auxiliary_id", "time", "msg"];

/**
 * Checks a message that somebody wrote: names, kinds of values, required and unknown properties. Holes of
 * templates (`Hole`) may stand for any value. Empty when nothing is wrong; one error for each place.
 */
export function validate(message: unknown): ValidationError[] {
  if (message === null || typeof message !== "object" || Array.isArray(message)) {
    return [problem("bad_value", [], "a message is an object with `type` and `msg`", message)];
  }
  const { type, msg } = message as { type?: unknown; msg?: unknown };
  const errors = [...envelopeErrors(message as Record<string, unknown>)];
  // Its encoder looks at the little there is.
  if (type === RAW_MESSAGE) return errors;
  const canonical = typeof type === "string" ? canonicalType(type) : undefined;
  if (canonical === undefined) errors.push(typeError(type));
  else errors.push(...bodyErrors(canonical, msg));
  return errors;
}

function problem(
  code: ValidationError["code"],
  path: ValidationError["path"],
  message: string,
  data: unknown,
  allowed?: readonly string[],
): ValidationError {
  return allowed === undefined ? { code, path, message, data } : { code, path, message, data, allowed };
}

function typeError(type: unknown): ValidationError {
  if (type === undefined) return problem("missing", ["type"], "type is required", type, messageTypes);
  const message = `${show(type)} is not a message type${didYouMean(type, messageTypes)}`;
  return problem("bad_type", ["type"], message, type, messageTypes);
}

function didYouMean(word: unknown, names: readonly string[]): string {
  const guess = typeof word === "string" ? nearest(word, names) : undefined;
  return guess === undefined ? "" : `, did you mean ${guess}?`;
}

function* envelopeErrors(message: Record<string, unknown>): Generator<ValidationError> {
  for (const key of Object.keys(message)) {
    if (!ENVELOPE.includes(key)) yield unknownProperty([key], key, message[key], ENVELOPE);
  }
  for (const [key, max] of [
    ["version", 255n],
    ["xid", 0xffffffffn],
    ["conn_id", 2n ** 53n - 1n],
  ] as const) {
    const value = message[key];
    const integer = integerFrom(value);
    if (
      value === undefined ||
      value instanceof Hole ||
      (integer !== undefined && integer >= 0n && integer <= max)
    )
      continue;
    yield problem("bad_value", [key], `${show(value)} is not an integer from 0 to ${max}`, value);
  }
  const dpid = message.datapath_id;
  const wrong = dpid === undefined ? undefined : leafError("DatapathId", dpid);
  if (wrong !== undefined) yield problem("bad_value", ["datapath_id"], wrong.reason, dpid);
  const { flags } = message;
  const badFlags = flags === undefined ? undefined : leafError("MultipartFlags", flags);
  if (badFlags !== undefined) {
    yield problem(
      "bad_value",
      ["flags", ...stepsOf(badFlags.path)],
      badFlags.reason,
      flags,
      badFlags.allowed,
    );
  }
}

function unknownProperty(
  path: readonly (string | number)[],
  name: string,
  data: unknown,
  allowed: readonly string[],
): ValidationError {
  const guess = didYouMean(name, allowed);
  const hint =
    guess === ""
      ? allowed.length === 0
        ? ", none is expected here"
        : `, allowed are ${allowed.join(", ")}`
      : guess;
  return problem("unknown_field", path, `unknown property ${show(name)}${hint}`, data, allowed);
}

function bodyErrors(type: string, msg: unknown): ValidationError[] {
  if (msg instanceof Hole) return [];
  const schema = messageMetadata[type]?.schema ?? "";
  const validator = (validators as unknown as Record<string, Validator | undefined>)[schema];
  if (validator === undefined) throw new Error(`no validator for ${type}`);
  const body = msg ?? {};
  if (validator(body)) return [];
  const errors = (validator.errors ?? []).flatMap((error) => explain(error, body));
  return errors.map((error) => ({ ...error, path: ["msg", ...error.path] }));
}

/** One error of ajv in our words; none when a hole stands there. */
function explain(error: AjvError, body: unknown): ValidationError[] {
  const value = error.data;
  if (value instanceof Hole) return [];
  const path = pointerSteps(body, error.instancePath);
  switch (error.keyword) {
    case "leaf": {
      const reason = leafError(String(error.params.leaf), value);
      if (reason === undefined) return [];
      return [problem(reason.code, [...path, ...stepsOf(reason.path)], reason.reason, value, reason.allowed)];
    }
    case "required": {
      const name = String(error.params.missingProperty);
      return [{ ...problem("missing", path, `${name} is required`, value), missing: name }];
    }
    case "additionalProperties": {
      const name = String(error.params.additionalProperty);
      const data = (value as Record<string, unknown>)[name];
      return [
        unknownProperty([...path, name], name, data, Object.keys(error.parentSchema?.properties ?? {})),
      ];
    }
    case "discriminator": {
      const tag = String(error.params.tag);
      const given = error.params.tagValue;
      if (given instanceof Hole || given === undefined) return [];
      const tags = error.parentSchema?.tags ?? [];
      return [
        problem(
          "bad_type",
          [...path, tag],
          `${show(given)} is not an ${tag}${didYouMean(given, tags)}`,
          given,
          tags,
        ),
      ];
    }
    case "if":
      return []; // the branch it chose says what is wrong
    case "type":
      return [
        problem(
          "bad_value",
          path,
          `${show(value)} is not ${error.params.type === "array" ? "a list" : "an object"}`,
          value,
        ),
      ];
    case "const":
      return [problem("bad_value", path, `${show(value)} is not ${show(error.params.allowedValue)}`, value)];
    default:
      return [problem("bad_value", path, `${show(value)} does not fit: ${error.keyword}`, value)];
  }
}

/** A JSON pointer as steps: what leads into a list is an index. */
function pointerSteps(root: unknown, pointer: string): (string | number)[] {
  let value = root;
  return pointer
    .split("/")
    .slice(1)
    .map((text) => {
      const key = text.replaceAll("~1", "/").replaceAll("~0", "~");
      const step = Array.isArray(value) ? Number(key) : key;
      value = (value as Record<string | number, unknown>)[step];
      return step;
    });
}

/** `match[2].value` as steps. */
function stepsOf(path: string): (string | number)[] {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
