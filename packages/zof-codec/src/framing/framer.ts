import { u16 } from "../byte-read.js";
import { CodecError } from "../codec-error.js";

/** Bytes of the header that every OpenFlow message begins with: version, type, length, xid (OpenFlow 1.3.5, 7.1). */
export const HEADER_LENGTH = 8;

/** Bytes up to and including the length field. */
const LENGTH_KNOWN = 4;

const NOTHING = new Uint8Array(0);

/**
 * Cuts a stream of OpenFlow messages into frames, wherever the chunks begin and end.
 *
 *     framer.push(chunk);
 *     while (framer.next()) handle(framer.bytes, framer.start, framer.end);
 *
 * A frame that lies whole in a chunk is not copied: `bytes` is the chunk itself. One that is spread over
 * several chunks is gathered in a buffer of its own. Either way the bytes are never written to again, so
 * views of them are safe to keep as long as the caller does not reuse its chunks.
 *
 * At most one incomplete frame is held, that is 65535 bytes.
 */
export class Framer {
  /** What the current frame lies in. */
  bytes: Uint8Array = NOTHING;
  /** Where in `bytes` the current frame begins. */
  start = 0;
  /** Where in `bytes` the current frame ends. */
  end = 0;

  #chunk: Uint8Array = NOTHING;
  #position = 0;
  readonly #lengthBytes = new Uint8Array(LENGTH_KNOWN);
  /** The incomplete frame, once its length is known. */
  #frame: Uint8Array | undefined;
  /** Bytes held of the incomplete frame. */
  #held = 0;
  #error: CodecError | undefined;

  /** Bytes held of a frame that is not complete yet, 0 to 65534. */
  get held(): number {
    return this.#held;
  }

  /** Takes the next chunk. Call `next` until it returns false before pushing another one. */
  push(chunk: Uint8Array): void {
    if (this.#position < this.#chunk.length) {
      throw new Error("Framer.push: the previous chunk has not been read to its end");
    }
    this.#chunk = chunk;
    this.#position = 0;
  }

  /**
   * Moves to the next whole frame; false when the chunks pushed so far hold no further one.
   *
   * @throws CodecError `bad_length` when a header claims fewer than the 8 bytes it has itself: there is no
   *   way to tell where the next message begins, so the stream is lost and every later call throws the same.
   *   `bytes`, `start` and `end` then show what had arrived of that frame.
   */
  next(): boolean {
    if (this.#error !== undefined) throw this.#error;
    if (this.#held > 0) return this.#complete();
    const chunk = this.#chunk;
    const start = this.#position;
    const available = chunk.length - start;
    if (available >= LENGTH_KNOWN) {
      const length = this.#checkLength(chunk, start);
      if (length <= available) return this.#deliver(chunk, start, length);
      this.#frame = new Uint8Array(length);
      this.#take(this.#frame, available);
    } else {
      this.#take(this.#lengthBytes, available);
    }
    return false;
  }

  /** Adds to the incomplete frame what the chunk has of it. */
  #complete(): boolean {
    if (this.#frame === undefined) {
      this.#take(this.#lengthBytes, LENGTH_KNOWN);
      if (this.#held < LENGTH_KNOWN) return false;
      this.#frame = new Uint8Array(this.#checkLength(this.#lengthBytes, 0));
      this.#frame.set(this.#lengthBytes);
    }
    const frame = this.#frame;
    this.#take(frame, frame.length);
    if (this.#held < frame.length) return false;
    this.#frame = undefined;
    this.#held = 0;
    return this.#show(frame, 0, frame.length);
  }

  /** Copies from the chunk until `target` holds `size` bytes or the chunk is used up. */
  #take(target: Uint8Array, size: number): void {
    const count = Math.min(size - this.#held, this.#chunk.length - this.#position);
    target.set(this.#chunk.subarray(this.#position, this.#position + count), this.#held);
    this.#held += count;
    this.#position += count;
    if (this.#position === this.#chunk.length) {
      this.#chunk = NOTHING;
      this.#position = 0;
    }
  }

  #deliver(chunk: Uint8Array, start: number, length: number): boolean {
    this.#position = start + length;
    return this.#show(chunk, start, start + length);
  }

  #show(bytes: Uint8Array, start: number, end: number): boolean {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    return true;
  }

  #checkLength(bytes: Uint8Array, start: number): number {
    const length = u16(bytes, start + 2);
    if (length >= HEADER_LENGTH) return length;
    this.#show(bytes, start, bytes.length);
    this.#error = new CodecError(
      "bad_length",
      `the header says ${length} bytes, an OpenFlow message has at least ${HEADER_LENGTH}; ` +
        "the rest of the stream cannot be read",
      { path: "length", offset: 2 },
    );
    throw this.#error;
  }
}
