import { canonicalMessage } from "./canonical-message.js";
import { parseYaml } from "./parse-yaml.js";
import { plainScalar } from "./plain-scalar.js";
import { scanArguments } from "./scan-arguments.js";
import { shortForm } from "./short-form.js";
import { SourceText } from "./source-text.js";
import { Template } from "./template.js";
import type { MappingNode, YamlNode } from "./yaml-node.js";

/** The longest text of a template, in characters: more than enough for the 65535 bytes of a message. */
const MAX_LENGTH = 1 << 20;

/**
 * Reads a template's text: YAML with `type:` and `msg:`, or the short form. Throws TemplateError
 * ("syntax", "missing") with line and column.
 */
export function parseText(text: string): Template {
  const source = new SourceText(text.length > MAX_LENGTH ? "" : text);
  if (text.length > MAX_LENGTH)
    throw source.error("syntax", 0, `${text.length} characters, at most ${MAX_LENGTH} are read`);
  return read(source, argumentsIn);
}

/**
 * Reads a message's text: as parseText, but a `$` is a character like others. `firstLine` is the number of its
 * first line, when it is part of a larger text.
 */
export function parseMessageText(text: string, firstLine: number): Template {
  const source = new SourceText(text, firstLine);
  return read(source, (value) => value);
}

/** The value that YAML text stands for; undefined for text without any. Throws TemplateError ("syntax"). */
export function parsePlainValue(text: string): unknown {
  const source = new SourceText(text);
  const root = parseYaml(source, text);
  return root === undefined ? undefined : toValue(root, source, (value) => value);
}

type ReadScalar = (text: string, fail: (reason: string) => never) => unknown;

const argumentsIn: ReadScalar = (text, fail) => scanArguments(text, fail);

function read(source: SourceText, readScalar: ReadScalar): Template {
  const root = readShort(source) ?? readLong(source);
  const written = toValue(root, source, readScalar) as Record<string, unknown>;
  return new Template(canonicalMessage(written), { source, root });
}

function readShort(source: SourceText): MappingNode | undefined {
  const short = shortForm(source.text);
  if (short === undefined) return undefined;
  const { type, typeOffset } = short;
  const entries = new Map([["type", { offset: typeOffset, value: scalar(type, typeOffset) }]]);
  const body = parseYaml(source, short.body);
  if (body !== undefined) entries.set("msg", { offset: body.offset, value: body });
  return { kind: "mapping", offset: typeOffset, size: 1 + (body?.size ?? 0), entries };
}

function scalar(text: string, offset: number): YamlNode {
  return { kind: "scalar", offset, size: 1, text, plain: true };
}

function readLong(source: SourceText): MappingNode {
  const root = parseYaml(source, source.text);
  if (root === undefined) throw source.error("syntax", 0, "the template is empty");
  if (root.kind !== "mapping") {
    const form = "a template begins with 'type: ' and a message type, or with the type itself";
    throw source.error("syntax", root.offset, form);
  }
  return root;
}

function toValue(node: YamlNode, source: SourceText, readScalar: ReadScalar): unknown {
  switch (node.kind) {
    case "sequence":
      return node.items.map((item) => toValue(item, source, readScalar));
    case "mapping":
      // fromEntries makes a plain property even of "__proto__".
      return Object.fromEntries(
        [...node.entries].map(([key, { value }]) => [key, toValue(value, source, readScalar)]),
      );
    case "scalar": {
      if (node.plain && !node.text.includes("$")) return plainScalar(node.text);
      return readScalar(node.text, (reason) => {
        throw source.error("syntax", node.offset, reason);
      });
    }
  }
}
