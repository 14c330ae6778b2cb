import type { FlowKey } from "../match/flow-key.js";
import type { Match } from "../match/match.js";
import type { FlowEntry } from "./flow-entry.js";

/** The entries of a table that look at the same bits of a packet: what matches is found by a hash of those bits. */
export class MaskGroup {
  readonly #mask: Match;
  /** By hash of the value under the mask; entries of one hash by falling priority. */
  readonly #buckets = new Map<number, FlowEntry[]>();

  /** @param mask - a match of the mask that all entries of the group have */
  constructor(mask: Match) {
    this.#mask = mask;
  }

  get isEmpty(): boolean {
    return this.#buckets.size === 0;
  }

  /** The entry of highest priority that matches. */
  lookup(key: FlowKey): FlowEntry | undefined {
    const bucket = this.#buckets.get(this.#mask.hashOf(key));
    return bucket?.find((entry) => entry.match.matches(key));
  }

  /** The entry of exactly this match, which is of this group's mask, and priority. */
  find(match: Match, priority: number): FlowEntry | undefined {
    const bucket = this.#buckets.get(match.hash);
    return bucket?.find((entry) => entry.priority === priority && entry.match.equals(match));
  }

  add(entry: FlowEntry): void {
    const bucket = this.#buckets.get(entry.match.hash);
    if (bucket === undefined) this.#buckets.set(entry.match.hash, [entry]);
    else {
      const lower = bucket.findIndex((other) => other.priority < entry.priority);
      bucket.splice(lower < 0 ? bucket.length : lower, 0, entry);
    }
  }

  remove(entry: FlowEntry): void {
    const left = this.#buckets.get(entry.match.hash)?.filter((other) => other !== entry) ?? [];
    if (left.length > 0) this.#buckets.set(entry.match.hash, left);
    else this.#buckets.delete(entry.match.hash);
  }
}
