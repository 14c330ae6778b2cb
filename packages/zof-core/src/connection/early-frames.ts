/**
 * Messages that arrive before the connection is up, kept so that they can follow CHANNEL_UP: a switch may
 * report a port or a packet while it is still being asked for its features.
 */
export class EarlyFrames {
  readonly #maxBytes: number;
  #frames: Uint8Array[] = [];
  #bytes = 0;
  /** Messages dropped because there was no room. */
  dropped = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    const size = end - start;
    if (this.#bytes + size > this.#maxBytes) {
      this.dropped++;
      return;
    }
    this.#bytes += size;
    // A copy: a view would keep the whole chunk in memory.
    this.#frames.push(bytes.slice(start, end));
  }

  /** Hands out what was kept, oldest first, and keeps nothing. */
  take(): Uint8Array[] {
    const frames = this.#frames;
    this.#frames = [];
    this.#bytes = 0;
    return frames;
  }
}
