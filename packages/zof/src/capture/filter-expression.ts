import { CommandError } from "../command/command-error.js";

export type Filter<Item> = (item: Item) => boolean;

/** What a filter may ask of an item, in the words of pcap-filter(7): `src host 10.0.0.1`. */
export interface Primitive {
  /** `tcp`, `ether` ... */
  readonly protocol: string | undefined;
  readonly side: "src" | "dst" | undefined;
  /** `host`, `port` ... */
  readonly kind: string | undefined;
  /** Undefined when a protocol stands alone. */
  readonly value: string | undefined;
}

/** The primitives that a kind of items knows. */
export interface Vocabulary<Item> {
  readonly protocols: readonly string[];
  readonly kinds: readonly string[];
  /** What to use, for messages. */
  readonly usage: string;
  /** The filter of a primitive; undefined when it makes no sense. */
  filterOf(primitive: Primitive): Filter<Item> | undefined;
}

/**
 * A filter from an expression of primitives with `and`, `or`, `not` and parentheses, as in pcap-filter(7): `and`
 * and `or` bind alike, from the left. After a primitive with a value further values follow alone:
 * `port 6653 or 6633`.
 *
 * @throws CommandError when the expression, or a primitive, is not understood.
 */
export function parseFilter<Item>(text: string, vocabulary: Vocabulary<Item>): Filter<Item> {
  return new FilterParser(text, vocabulary).parse();
}

class FilterParser<Item> {
  readonly #text: string;
  readonly #vocabulary: Vocabulary<Item>;
  readonly #words: string[];
  /** The primitive that a value alone repeats. */
  #last: Primitive | undefined;

  constructor(text: string, vocabulary: Vocabulary<Item>) {
    this.#text = text;
    this.#vocabulary = vocabulary;
    const spaced = text.replaceAll(/[()!]|&&|\|\|/g, (sign) => ` ${sign} `);
    this.#words = spaced.split(/\s+/).filter((word) => word !== "");
  }

  parse(): Filter<Item> {
    const filter = this.#either();
    if (this.#words.length > 0) throw this.#error(this.#words[0]);
    return filter;
  }

  #either(): Filter<Item> {
    let filter = this.#term();
    for (;;) {
      const word = this.#words[0];
      const isAnd = word === "and" || word === "&&";
      if (!isAnd && word !== "or" && word !== "||") return filter;
      this.#words.shift();
      const left = filter;
      const right = this.#term();
      filter = isAnd ? (item) => left(item) && right(item) : (item) => left(item) || right(item);
    }
  }

  #term(): Filter<Item> {
    const word = this.#words[0];
    if (word === "not" || word === "!") {
      this.#words.shift();
      const inner = this.#term();
      return (item) => !inner(item);
    }
    if (word === "(") {
      this.#words.shift();
      const inner = this.#either();
      if (this.#words.shift() !== ")") throw this.#error(undefined);
      return inner;
    }
    return this.#primitive();
  }

  #primitive(): Filter<Item> {
    const words = [...this.#words];
    const protocol = this.#take(this.#vocabulary.protocols);
    const side = this.#take(["src", "dst"]) as Primitive["side"];
    const kind = this.#take(this.#vocabulary.kinds);
    const isAlone = protocol !== undefined && side === undefined && kind === undefined && !this.#isValueNext;
    const value = isAlone ? undefined : this.#words.shift();
    if (!isAlone && value === undefined) throw this.#error(undefined);
    const isValueAlone = protocol === undefined && side === undefined && kind === undefined;
    const primitive = isValueAlone && this.#last ? { ...this.#last, value } : { protocol, side, kind, value };
    const filter = this.#vocabulary.filterOf(primitive);
    if (filter === undefined) throw this.#error(words.slice(0, words.length - this.#words.length).join(" "));
    if (value !== undefined) this.#last = primitive;
    return filter;
  }

  /** Whether a value follows a protocol: a number, as in `vlan 5`. */
  get #isValueNext(): boolean {
    return /^\d/.test(this.#words[0] ?? "");
  }

  #take(words: readonly string[]): string | undefined {
    return words.includes(this.#words[0] ?? "") ? this.#words.shift() : undefined;
  }

  #error(words: string | undefined): CommandError {
    const what = words === undefined ? "it ends too early" : `"${words}" is not understood`;
    return new CommandError(
      `the filter "${this.#text}": ${what}; use ${this.#vocabulary.usage}, and, or, not, ( )`,
    );
  }
}

/** An integer from 0 to `most`, in decimal or hexadecimal; undefined for anything else. */
export function integerIn(text: string | undefined, most: number): number | undefined {
  const value = /^(?:\d+|0x[\da-f]+)$/i.test(text ?? "") ? Number(text) : Number.NaN;
  return value <= most ? value : undefined;
}
