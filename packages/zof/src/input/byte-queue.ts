const NOTHING = new Uint8Array(0);

/** Bytes that come in chunks and are taken in pieces of known size. */
export class ByteQueue {
  #bytes: Uint8Array = NOTHING;
  #offset = 0;

  /** Bytes that can be taken. */
  get length(): number {
    return this.#bytes.length - this.#offset;
  }

  push(chunk: Uint8Array): void {
    if (this.length === 0) {
      this.#bytes = chunk;
    } else {
      const joined = new Uint8Array(this.length + chunk.length);
      joined.set(this.#bytes.subarray(this.#offset));
      joined.set(chunk, this.length);
      this.#bytes = joined;
    }
    this.#offset = 0;
  }

  /** The next `size` bytes, which stay; undefined when there are fewer. */
  peek(size: number): Uint8Array | undefined {
    return this.length < size ? undefined : this.#bytes.subarray(this.#offset, this.#offset + size);
  }

  skip(size: number): void {
    this.#offset += size;
  }
}
