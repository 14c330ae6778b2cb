import type { FlowKey } from "../match/flow-key.js";
import type { Match } from "../match/match.js";
import type { FlowEntry } from "./flow-entry.js";

/** One flow table: entries by falling priority (OpenFlow 1.3.5, section 5.1). */
export class FlowTable {
  #entries: FlowEntry[] = [];
  /** Packets that were looked up. */
  lookup_count = 0;
  /** Packets that matched an entry. */
  matched_count = 0;

  constructor(
    readonly table_id: number,
    /** Entries that fit in. */
    readonly max_entries: number,
  ) {}

  /** By falling priority; of equal ones the older first. */
  get entries(): readonly FlowEntry[] {
    return this.#entries;
  }

  get isFull(): boolean {
    return this.#entries.length >= this.max_entries;
  }

  /** The entry of highest priority that matches (section 5.3), counted as a look-up. */
  lookup(key: FlowKey): FlowEntry | undefined {
    this.lookup_count++;
    for (const entry of this.#entries) {
      if (entry.match.matches(key)) {
        this.matched_count++;
        return entry;
      }
    }
    return undefined;
  }

  /** The entry of exactly this match and priority, which tell the entries of a table apart. */
  find(match: Match, priority: number): FlowEntry | undefined {
    return this.#entries.find((entry) => entry.priority === priority && entry.match.equals(match));
  }

  /** Puts an entry in; the caller has taken out one of the same match and priority. */
  insert(entry: FlowEntry): void {
    this.#entries.splice(this.#placeBehind(entry.priority), 0, entry);
  }

  /** Takes out entries, and says which of them were there. */
  remove(entries: Iterable<FlowEntry>): FlowEntry[] {
    const wanted = new Set(entries);
    const removed = this.#entries.filter((entry) => wanted.has(entry));
    if (removed.length > 0) this.#entries = this.#entries.filter((entry) => !wanted.has(entry));
    return removed;
  }

  /** Index of the first entry of lower priority. */
  #placeBehind(priority: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle] as FlowEntry).priority >= priority) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
