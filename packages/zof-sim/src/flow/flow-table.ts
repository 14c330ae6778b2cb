import type { FlowKey } from "../match/flow-key.js";
import type { Match } from "../match/match.js";
import type { FlowEntry } from "./flow-entry.js";
import { MaskGroup } from "./mask-group.js";

/** One flow table: entries by falling priority (OpenFlow 1.3.5, section 5.1). */
export class FlowTable {
  #entries: FlowEntry[] = [];
  /** The same entries by mask. There are few masks, so that looking at each costs less than looking at each entry. */
  readonly #groups = new Map<string, MaskGroup>();
  /** What becomes of packets that match nothing, in place of what the version agreed on says (TABLE_MOD of 1.1 and 1.2). */
  miss: "controller" | "continue" | "drop" | undefined;
  /** Whether entries make room for new ones when the table is full (TABLE_MOD from OpenFlow 1.4 on). */
  evicts = false;
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
    let best: FlowEntry | undefined;
    for (const group of this.#groups.values()) {
      const entry = group.lookup(key);
      if (entry !== undefined && (best === undefined || isBefore(entry, best))) best = entry;
    }
    if (best !== undefined) this.matched_count++;
    return best;
  }

  /** The entry of exactly this match and priority, which tell the entries of a table apart. */
  find(match: Match, priority: number): FlowEntry | undefined {
    return this.#groups.get(match.maskId)?.find(match, priority);
  }

  /** Puts an entry in; the caller has taken out one of the same match and priority. */
  insert(entry: FlowEntry): void {
    this.#entries.splice(this.#placeBehind(entry.priority), 0, entry);
    const group = this.#groups.get(entry.match.maskId) ?? new MaskGroup(entry.match);
    this.#groups.set(entry.match.maskId, group);
    group.add(entry);
  }

  /** Takes out entries, and says which of them were there. */
  remove(entries: Iterable<FlowEntry>): FlowEntry[] {
    const wanted = new Set(entries);
    const removed = this.#entries.filter((entry) => wanted.has(entry));
    if (removed.length > 0) this.#entries = this.#entries.filter((entry) => !wanted.has(entry));
    for (const entry of removed) {
      const group = this.#groups.get(entry.match.maskId);
      group?.remove(entry);
      if (group?.isEmpty) this.#groups.delete(entry.match.maskId);
    }
    return removed;
  }

  /** Notes what is in the table and how it is configured; calling the function returned puts it back. */
  snapshot(): () => void {
    const { miss, evicts } = this;
    const entries = this.#entries.map((entry) => ({ entry, restore: entry.snapshot() }));
    return () => {
      Object.assign(this, { miss, evicts });
      this.remove([...this.#entries]);
      for (const { entry, restore } of entries) {
        restore();
        this.insert(entry);
      }
    };
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

function isBefore(a: FlowEntry, b: FlowEntry): boolean {
  return a.priority === b.priority ? a.serial < b.serial : a.priority > b.priority;
}
