import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
  YAMLException,
} from "js-yaml";
import { maskYaml } from "./mask-yaml.js";
import { plainScalar } from "./plain-scalar.js";
import type { SourceText } from "./source-text.js";
import { explainSyntax } from "./syntax-reason.js";
import type { MappingEntry, MappingNode, SequenceNode, YamlNode } from "./yaml-node.js";

/** Values a template may have, aliases counted with what they stand for. */
const MAX_NODES = 20_000;
/** Lists and mappings within each other. */
const MAX_DEPTH = 50;

const ABSENT = -1;

/**
 * Reads YAML into nodes that know their place. `text` may differ from the source in what was
 * blanked out, but not in length, so that offsets hold in both.
 *
 * Returns undefined for text without a value. Throws TemplateError: not YAML, several documents,
 * duplicate or non-text keys, tags, aliases without anchor, too large or too deep.
 */
export function parseYaml(source: SourceText, text: string): YamlNode | undefined {
  return new TreeBuilder(source, text).build();
}

interface OpenNode {
  readonly node:
    | { kind: "sequence"; items: YamlNode[] }
    | { kind: "mapping"; entries: Map<string, MappingEntry> };
  readonly offset: number;
  readonly anchor: string | undefined;
  size: number;
  /** The key that waits for its value, in a mapping. */
  key: { text: string; offset: number } | undefined;
}

class TreeBuilder {
  readonly #source: SourceText;
  readonly #text: string;
  readonly #unmask: (text: string) => string;
  readonly #anchors = new Map<string, YamlNode | "open">();
  readonly #open: OpenNode[] = [];
  #root: YamlNode | undefined;
  #documents = 0;
  /** End of the last thing that had a place: where an absent value is said to be. */
  #reached = 0;

  constructor(source: SourceText, text: string) {
    const mask = maskYaml(text);
    this.#source = source;
    this.#text = mask.text;
    this.#unmask = mask.unmask;
  }

  build(): YamlNode | undefined {
    for (const event of this.#events()) this.#take(event);
    return this.#root;
  }

  #events(): Event[] {
    try {
      return parseEvents(this.#text, { maxDepth: MAX_DEPTH });
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const { offset, reason } = explainSyntax(this.#text, error.mark?.position ?? 0, error.reason);
      throw this.#source.error("syntax", offset, reason, { cause: error });
    }
  }

  #take(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.#documents++;
        if (this.#documents > 1) this.#fail(this.#reached, "a second document: a template is one message");
        break;
      case EVENT_ID.SEQUENCE:
        this.#begin(event, { kind: "sequence", items: [] });
        break;
      case EVENT_ID.MAPPING:
        this.#begin(event, { kind: "mapping", entries: new Map() });
        break;
      case EVENT_ID.SCALAR:
        this.#scalar(event);
        break;
      case EVENT_ID.ALIAS:
        this.#alias(event);
        break;
      case EVENT_ID.POP:
        this.#end();
        break;
    }
  }

  #scalar(event: ScalarEvent): void {
    this.#rejectTag(event);
    let offset = this.#reached;
    let text = "";
    if (event.valueStart !== ABSENT) {
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
      offset = quoted ? event.valueStart - 1 : event.valueStart;
      text = this.#unmask(getScalarValue(this.#text, event));
      this.#reached = event.valueEnd;
    }
    const node: YamlNode = {
      kind: "scalar",
      offset,
      size: 1,
      text,
      plain: event.style === SCALAR_STYLE.PLAIN,
    };
    this.#anchor(this.#anchorName(event), node);
    this.#add(node, offset);
  }

  #alias(event: AliasEvent): void {
    const name = this.#text.slice(event.anchorStart, event.anchorEnd);
    const offset = event.anchorStart - 1;
    this.#reached = event.anchorEnd;
    const node = this.#anchors.get(name);
    if (node === undefined) this.#fail(offset, `no anchor &${name} stands before *${name}`);
    if (node === "open") this.#fail(offset, `*${name} stands within &${name} itself`);
    this.#add(node, offset);
  }

  #begin(event: SequenceEvent | MappingEvent, node: OpenNode["node"]): void {
    this.#rejectTag(event);
    const anchor = this.#anchorName(event);
    if (anchor !== undefined) this.#anchors.set(anchor, "open");
    this.#reached = event.start;
    this.#open.push({ node, offset: event.start, anchor, size: 1, key: undefined });
  }

  #end(): void {
    const closed = this.#open.pop();
    if (closed === undefined) return; // the document itself
    const { offset, size } = closed;
    const node: SequenceNode | MappingNode = { ...closed.node, offset, size };
    this.#anchor(closed.anchor, node);
    this.#add(node, offset);
  }

  /** Puts a complete node into the one that is open: as an item, a key, or the value of a key. */
  #add(node: YamlNode, offset: number): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.#root = node;
      return;
    }
    parent.size += node.size;
    if (parent.size > MAX_NODES) this.#fail(offset, `more than ${MAX_NODES} values`);
    if (parent.node.kind === "sequence") {
      parent.node.items.push(node);
    } else if (parent.key === undefined) {
      parent.key = { text: this.#keyText(node, offset, parent.node.entries), offset };
    } else {
      parent.node.entries.set(parent.key.text, { offset: parent.key.offset, value: node });
      parent.key = undefined;
    }
  }

  #keyText(node: YamlNode, offset: number, entries: ReadonlyMap<string, MappingEntry>): string {
    if (node.kind !== "scalar") this.#fail(offset, `a key is a name, not a ${node.kind}`);
    const { text } = node;
    if (node.plain && typeof plainScalar(text) !== "string") {
      this.#fail(
        offset,
        text === "" ? "a key is missing before ':'" : `a key is a name; ${text} is not text`,
      );
    }
    if (text.startsWith("$")) this.#fail(offset, `an argument cannot stand for a key: ${text}`);
    const first = entries.get(text);
    if (first !== undefined) {
      const { line } = this.#source.position(first.offset);
      this.#fail(offset, `duplicate key "${text}", first given in line ${line}`);
    }
    return text;
  }

  #anchorName(event: { anchorStart: number; anchorEnd: number }): string | undefined {
    return event.anchorStart === ABSENT ? undefined : this.#text.slice(event.anchorStart, event.anchorEnd);
  }

  #anchor(name: string | undefined, node: YamlNode): void {
    if (name !== undefined) this.#anchors.set(name, node);
  }

  #rejectTag(event: { tagStart: number; tagEnd: number }): void {
    if (event.tagStart === ABSENT) return;
    const tag = this.#text.slice(event.tagStart, event.tagEnd);
    this.#fail(
      event.tagStart,
      `a value beginning with "${tag}" needs quotes: YAML tags are not used in templates`,
    );
  }

  #fail(offset: number, reason: string): never {
    throw this.#source.error("syntax", offset, reason);
  }
}
