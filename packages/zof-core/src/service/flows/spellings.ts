import type { FlowTexts, PresentEntry, WantedEntry } from "./flow-entry.js";

/**
 * How a switch writes flow entries that it was given otherwise: it may add to a match or reorder actions in
 * ways that no specification tells. What it is seen to have made of a flow counts as that flow from then on;
 * else the flow would be sent again for ever.
 */
export class Spellings {
  #spellings = new Map<string, FlowTexts>();

  /** What the switch is expected to show for a wanted flow. */
  of(wanted: WantedEntry): FlowTexts {
    return this.#spellings.get(textOf(wanted)) ?? wanted;
  }

  learn(wanted: WantedEntry, seen: PresentEntry): void {
    const { key, settings, instructions } = seen;
    this.#spellings.set(textOf(wanted), { key, settings, instructions });
  }

  /** Forgets the flows that are not wanted any more. */
  keep(wanted: Iterable<WantedEntry>): void {
    if (this.#spellings.size === 0) return;
    const kept = new Map<string, FlowTexts>();
    for (const entry of wanted) {
      const spelling = this.#spellings.get(textOf(entry));
      if (spelling !== undefined) kept.set(textOf(entry), spelling);
    }
    this.#spellings = kept;
  }
}

function textOf({ key, settings, instructions }: FlowTexts): string {
  return `${key}\n${settings}\n${instructions}`;
}
