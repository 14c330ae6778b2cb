/**
 * A bounded cache of address texts, keyed by the address as two numbers. Building the text of an address
 * costs many times a look-up here, and networks speak of the same addresses again and again.
 *
 * Each key has one slot; a new address in the slot replaces the old one, so the cache never holds more than
 * `slots` texts and needs no eviction. The slots' keys lie in typed arrays: nothing is allocated on a hit.
 */
export class AddressCache {
  readonly #high: Int32Array;
  readonly #low: Int32Array;
  readonly #text: string[];
  readonly #shift: number;
  readonly #build: (high: number, low: number) => string;

  /** `slots` is a power of two. `build` makes the text of an address whose upper and lower bits are given. */
  constructor(slots: number, build: (high: number, low: number) => string) {
    this.#high = new Int32Array(slots).fill(-1); // no address: the upper half has at most 16 bits
    this.#low = new Int32Array(slots);
    this.#text = new Array<string>(slots).fill("");
    this.#shift = Math.clz32(slots) + 1;
    this.#build = build;
  }

  /** The text of an address: its upper bits (0..0xffff) and its lower 32 bits as a signed integer. */
  get(high: number, low: number): string {
    // Addresses differ in few, mostly low, bits. Multiplying spreads them upwards, the shift in between
    // brings them down again, and the slot is taken from the top, where all of them have had an effect.
    let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    const slot = hash >>> this.#shift;
    if (this.#low[slot] === low && this.#high[slot] === high) return this.#text[slot] as string;
    const text = this.#build(high, low);
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#text[slot] = text;
    return text;
  }
}
