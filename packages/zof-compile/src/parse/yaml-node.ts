/** A YAML value with its place in the text. */
export type YamlNode = ScalarNode | SequenceNode | MappingNode;

interface NodeBase {
  /** Where the value begins. */
  readonly offset: number;
  /** Values in it, itself included; aliases count what they stand for. */
  readonly size: number;
}

export interface ScalarNode extends NodeBase {
  readonly kind: "scalar";
  /** The text as YAML means it: without quotes, escapes resolved. */
  readonly text: string;
  /** Whether it stood without quotes, so that it may be a number, a truth value or null. */
  readonly plain: boolean;
}

export interface SequenceNode extends NodeBase {
  readonly kind: "sequence";
  readonly items: readonly YamlNode[];
}

export interface MappingNode extends NodeBase {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, MappingEntry>;
}

export interface MappingEntry {
  /** Where the key begins. */
  readonly offset: number;
  readonly value: YamlNode;
}
