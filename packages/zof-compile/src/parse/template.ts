import { Hole } from "zof-codec";
import { problem, type TemplateErrorCode, type TemplateProblem } from "../template-error.js";
import { formatPath, type Path } from "./path.js";
import type { SourceText } from "./source-text.js";
import { argumentsOf } from "./text-hole.js";
import type { YamlNode } from "./yaml-node.js";

/** A message with holes, before it is known whether OpenFlow has such a message. */
export type MessageWithHoles = Readonly<Record<string, unknown>>;

/** A hole and where it stands. */
export interface PlacedHole {
  readonly hole: Hole;
  readonly path: Path;
}

/** The text that a template was read from. */
export interface TemplateOrigin {
  readonly source: SourceText;
  readonly root: YamlNode;
}

/** A template as read: the message, its holes, and for text the place of every value. */
export class Template {
  readonly holes: readonly PlacedHole[];
  /** Names of the arguments, in order of appearance. */
  readonly args: readonly string[];

  readonly #origin: TemplateOrigin | undefined;

  constructor(
    readonly message: MessageWithHoles,
    origin?: TemplateOrigin,
  ) {
    this.#origin = origin;
    this.holes = [...findHoles(message, [])];
    this.args = [...new Set(this.holes.flatMap(({ hole }) => argumentsOf(hole)))];
  }

  /** A template with another message, part of this one: the places are the same. */
  with(message: MessageWithHoles): Template {
    return new Template(message, this.#origin);
  }

  /** A problem with the value at `path`, or with the name of the property there. */
  problem(
    code: TemplateErrorCode,
    path: Path,
    reason: string,
    at: "value" | "name" = "value",
  ): TemplateProblem {
    const text = formatPath(path);
    if (this.#origin === undefined) return problem(code, reason, { path: text });
    const { source, root } = this.#origin;
    return source.problem(code, offsetOf(root, path, at), reason, text);
  }

  /** The text of a scalar as it stands without quotes; undefined for anything else. */
  plainText(path: Path): string | undefined {
    const node = path.reduce<YamlNode | undefined>(child, this.#origin?.root);
    return node?.kind === "scalar" && node.plain ? node.text : undefined;
  }

  /** Where the argument first stands. */
  pathOf(argument: string): Path {
    return this.holes.find(({ hole }) => argumentsOf(hole).includes(argument))?.path ?? [];
  }
}

function* findHoles(value: unknown, path: Path): Generator<PlacedHole> {
  if (value instanceof Hole) {
    yield { hole: value, path };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* findHoles(item, [...path, index]);
  } else if (isPlainObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* findHoles(item, [...path, key]);
  }
}

/** Whether a value is an object as people write it, not bytes, a hole, a packet view or the like. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Where the value at `path` begins; where there is none, the innermost value around it. */
function offsetOf(root: YamlNode, path: Path, at: "value" | "name"): number {
  let node = root;
  let { offset } = root;
  for (const step of path) {
    const next = child(node, step);
    if (next === undefined) break;
    const entry = node.kind === "mapping" ? node.entries.get(String(step)) : undefined;
    offset = at === "name" && entry !== undefined ? entry.offset : next.offset;
    node = next;
  }
  return offset;
}

function child(node: YamlNode | undefined, step: string | number): YamlNode | undefined {
  if (node?.kind === "mapping") return node.entries.get(String(step))?.value;
  if (node?.kind === "sequence") return node.items[Number(step)];
  return undefined;
}
