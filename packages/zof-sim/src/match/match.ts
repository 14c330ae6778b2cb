import { CodecError } from "zof-codec";
import type { Field } from "zof-types";
import { badMatch, type CodeOf } from "../openflow-error.js";
import { exactMask, fieldBytes } from "./field-bytes.js";
import { FlowKey } from "./flow-key.js";
import { MATCH_FIELDS, type MatchField, type Prerequisite } from "./match-fields.js";

/** Which packets a flow entry is for: values under a mask (OpenFlow 1.3.5, section 7.2.3). */
export class Match {
  readonly #value: FlowKey;
  readonly #mask: FlowKey;
  /** Indices of the words in which the mask has bits. */
  readonly #words: readonly number[];
  /** The same for all matches of one mask. */
  readonly maskId: string;
  /** Of the value: what `hashOf` gives for every packet that matches. */
  readonly hash: number;

  private constructor(
    /** As they were given, but for those that OpenFlow 1.0 says to ignore. */
    readonly fields: readonly Field[],
    value: FlowKey,
    mask: FlowKey,
  ) {
    this.#value = value;
    this.#mask = mask;
    this.#words = [...mask.words.keys()].filter((index) => mask.words[index] !== 0);
    this.maskId = this.#words.map((index) => `${index}:${mask.words[index]}`).join();
    this.hash = this.hashOf(value);
  }

  /**
   * Checks and prepares the match of a message.
   *
   * A field without its prerequisites is an error, except in OpenFlow 1.0 and 1.1, where it is ignored (1.0, section 5.2.3).
   *
   * @throws OpenFlowError BAD_MATCH: BAD_FIELD, DUP_FIELD, BAD_VALUE, BAD_MASK, BAD_WILDCARDS or BAD_PREREQ.
   */
  static from(fields: readonly Field[], version: number): Match {
    const value = new FlowKey();
    const mask = new FlowKey();
    const seen = new Set<string>();
    for (const item of fields) {
      const field = MATCH_FIELDS.get(item.field);
      if (field === undefined) throw badMatch("BAD_FIELD", `${item.field} is not supported`);
      if (seen.has(item.field)) throw badMatch("DUP_FIELD", `${item.field} is given twice`);
      seen.add(item.field);
      const bits = maskOf(field, item);
      value.bytes.set(valueUnder(field, item, bits), field.offset);
      mask.bytes.set(bits, field.offset);
    }
    const match = new Match(fields, value, mask);
    const baseless = fields.filter((item) => !match.fulfils(MATCH_FIELDS.get(item.field)?.needs ?? []));
    if (baseless.length === 0) return match;
    if (version > 2) throw badMatch("BAD_PREREQ", `${baseless[0]?.field} lacks its prerequisites`);
    return Match.from(
      fields.filter((item) => !baseless.includes(item)),
      version,
    );
  }

  /** The match that holds for packets of this key only. */
  static exactly(key: FlowKey): Match {
    const mask = new FlowKey();
    mask.bytes.fill(0xff);
    return new Match([], key, mask);
  }

  /** Whether no field is given: every packet matches. */
  get isEmpty(): boolean {
    return this.#words.length === 0;
  }

  /** A hash of those bits of a packet that the mask selects (FNV-1a over words). */
  hashOf(key: FlowKey): number {
    let hash = 0x811c9dc5;
    for (const index of this.#words) {
      const bits = (key.words[index] as number) & (this.#mask.words[index] as number);
      hash = Math.imul(hash ^ bits, 0x01000193);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  matches(key: FlowKey): boolean {
    for (const index of this.#words) {
      const mask = this.#mask.words[index] as number;
      if (((key.words[index] as number) & mask) >>> 0 !== this.#value.words[index]) return false;
    }
    return true;
  }

  /** Whether every packet of the other match is one of this: the other is the same or more specific. */
  covers(other: Match): boolean {
    return this.#words.every((index) => {
      const mask = this.#mask.words[index] as number;
      const narrower = ((other.#mask.words[index] as number) & mask) >>> 0 === mask;
      return narrower && ((other.#value.words[index] as number) & mask) >>> 0 === this.#value.words[index];
    });
  }

  /** Same fields, values and masks. */
  equals(other: Match): boolean {
    return this.covers(other) && other.covers(this);
  }

  /** Whether one packet may be of both. */
  overlaps(other: Match): boolean {
    return this.#words.every((index) => {
      const common = (this.#mask.words[index] as number) & (other.#mask.words[index] as number);
      return (((this.#value.words[index] as number) ^ (other.#value.words[index] as number)) & common) === 0;
    });
  }

  /** Whether one of the alternatives is fixed by this match; true when there are none. */
  fulfils(alternatives: readonly Prerequisite[]): boolean {
    return alternatives.length === 0 || alternatives.some((need) => this.#fulfils(need));
  }

  #fulfils(need: Prerequisite): boolean {
    const field = MATCH_FIELDS.get(need.field) as MatchField;
    const value = numberIn(this.#value, field);
    const mask = numberIn(this.#mask, field);
    const fixed = (mask & need.mask) === need.mask && (value & need.mask) === need.value;
    return fixed && mask !== 0 && this.fulfils(field.needs);
  }
}

/** The last two bytes at most of a field's value: all that prerequisites look at. */
function numberIn(key: FlowKey, field: MatchField): number {
  const last = field.offset + field.size - 1;
  return field.size === 1 ? key.view.getUint8(last) : key.view.getUint16(last - 1);
}

function maskOf(field: MatchField, item: Field): Uint8Array {
  const exact = exactMask(field);
  if (item.mask === undefined) return exact;
  const mask = inMatch("BAD_MASK", () => fieldBytes(field, item.mask));
  if (!field.maskable && mask.some((byte, index) => byte !== exact[index])) {
    throw badMatch("BAD_MASK", `${field.name} takes no mask`);
  }
  return mask;
}

function valueUnder(field: MatchField, item: Field, mask: Uint8Array): Uint8Array {
  const value = inMatch("BAD_VALUE", () => fieldBytes(field, item.value));
  if (value.some((byte, index) => (byte & ~(mask[index] as number)) !== 0)) {
    throw badMatch("BAD_WILDCARDS", `${field.name} has bits outside its mask`);
  }
  return value;
}

function inMatch<T>(code: CodeOf<"OFPBMC">, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof CodecError ? badMatch(code, error.message) : error;
  }
}
