/** Where a learning bridge saw whom: VLAN and address to port, for OFPP_NORMAL. Bounded; the oldest entry makes room. */
export class MacTable {
  readonly #ports = new Map<string, { port_no: number; seen: number }>();
  readonly #maxEntries: number;
  readonly #maxAgeMs: number;

  /**
   * @param maxEntries - how many addresses are kept
   * @param maxAgeMs - how long an address is kept after it was last seen
   */
  constructor(maxEntries: number, maxAgeMs: number) {
    this.#maxEntries = maxEntries;
    this.#maxAgeMs = maxAgeMs;
  }

  learn(vlan: number, address: string, port_no: number, now: number): void {
    const key = `${vlan} ${address}`;
    // Deleting first moves the entry to the end, so that the first is the one not seen for longest.
    this.#ports.delete(key);
    this.#ports.set(key, { port_no, seen: now });
    if (this.#ports.size > this.#maxEntries) this.#ports.delete(this.#ports.keys().next().value as string);
  }

  /** The port where an address was last seen; undefined when it is not known, or not any more. */
  find(vlan: number, address: string, now: number): number | undefined {
    const entry = this.#ports.get(`${vlan} ${address}`);
    return entry !== undefined && now - entry.seen <= this.#maxAgeMs ? entry.port_no : undefined;
  }
}
