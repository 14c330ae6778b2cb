import type { Clock } from "../clock/clock.js";

/** Addresses that a host knows, for one minute each; when 1024 are known the oldest makes room. */
export class NeighbourCache {
  readonly #clock: Clock;
  readonly #entries = new Map<string, { mac: string; learnt: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  learn(ip: string, mac: string): void {
    this.#entries.delete(ip);
    this.#entries.set(ip, { mac, learnt: this.#clock.now() });
    if (this.#entries.size > MAX_ENTRIES) this.#entries.delete(this.#entries.keys().next().value as string);
  }

  /** The MAC address of an IP address; undefined when it is not known, or not any more. */
  find(ip: string): string | undefined {
    const entry = this.#entries.get(ip);
    return entry !== undefined && this.#clock.now() - entry.learnt < MAX_AGE_MS ? entry.mac : undefined;
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.clear();
  }
}

const MAX_ENTRIES = 1024;
const MAX_AGE_MS = 60_000;
