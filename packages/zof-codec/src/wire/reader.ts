import { CodecError, type CodecErrorCode } from "../codec-error.js";

/**
 * A cursor over one message. `end` is the limit of the innermost container, so that nothing inside
 * a list, an action or a match can read beyond what its length field says.
 */
export class Reader {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  /** What was given to `open`, and where it begins in `bytes`. */
  #chunk = this.bytes;
  #base = 0;
  /** The memory of both: to ask `bytes` for it takes longer. */
  #buffer = this.bytes.buffer;
  /** Next byte to read, in `bytes`. */
  offset = 0;
  /** First byte that must not be read. */
  end = 0;
  /** Where the message starts in `bytes`: error offsets count from here. */
  start = 0;

  /**
   * The message was cut off, and what is there of it is to be read: containers end where the bytes do. What is
   * fixed and lies behind is read from the bytes that follow, so there must be some.
   */
  partial = false;
  /** Within a list of a message that was cut off: an item that is not whole is left out. */
  whole = false;

  /**
   * Points the reader at a message. `bytes` and `view` are of all the memory that it lies in, and kept while
   * messages come out of the same: to make them takes as long as to read a small message.
   */
  open(bytes: Uint8Array, start: number, end: number): void {
    if (this.#chunk !== bytes) this.#use(bytes);
    this.start = this.#base + start;
    this.offset = this.start;
    this.end = this.#base + end;
  }

  #use(chunk: Uint8Array): void {
    const { buffer, byteOffset } = chunk;
    if (this.#buffer !== buffer) {
      this.#buffer = buffer;
      this.bytes = new Uint8Array(buffer);
      this.view = new DataView(buffer);
    }
    this.#chunk = chunk;
    this.#base = byteOffset;
  }

  /** Steps over `size` bytes and returns where they start. */
  take(size: number): number {
    const offset = this.offset;
    if (offset + size > this.end) {
      if (this.partial && !this.whole) {
        this.offset = this.end;
        return offset;
      }
      throw this.error("truncated", `${size} bytes needed, ${this.end - offset} left`, offset);
    }
    this.offset = offset + size;
    return offset;
  }

  /** Steps over the rest of the container and returns where it starts. */
  rest(): number {
    const offset = this.offset;
    this.offset = this.end;
    return offset;
  }

  /**
   * Narrows the limit to `size` bytes counted from `from` and returns the limit before, for `leave`.
   * What was read of the container already lies between `from` and the cursor.
   */
  enter(from: number, size: number): number {
    const outer = this.end;
    const end = from + size;
    if (end > outer) {
      if (this.partial) return outer;
      throw this.error("bad_length", `length ${size}, but ${outer - from} bytes left`, from);
    }
    if (end < this.offset) {
      throw this.error("bad_length", `length ${size}, at least ${this.offset - from} expected`, from);
    }
    this.end = end;
    return outer;
  }

  /** Ends a container: all of it must have been read. */
  leave(outer: number): void {
    if (this.offset !== this.end && !this.partial) this.#leftOver();
    this.end = outer;
  }

  /** Checks the length field of a container of fixed size, which starts at `from`. */
  fixed(from: number, size: number, expected: number): void {
    if (size !== expected) throw this.error("bad_length", `length ${size}, ${expected} expected`, from);
  }

  /** Steps over padding up to the next multiple of 8, counted from `from`. */
  skipPad8(from: number): void {
    const size = -(this.offset - from) & 7;
    this.take(this.partial ? Math.min(size, this.end - this.offset) : size);
  }

  /** The error for a member of a union (an action, say) that the version of this message does not have. */
  unknownMember(kind: string, type: number, offset: number): CodecError {
    const version = `OpenFlow 1.${this.view.getUint8(this.start) - 1}`;
    return this.error("bad_type", `${version} has no ${kind} of type ${type}`, offset);
  }

  /** An error at a byte of this message. */
  error(code: CodecErrorCode, reason: string, offset: number): CodecError {
    return new CodecError(code, reason, { offset: offset - this.start });
  }

  #leftOver(): never {
    throw this.error("bad_length", `${this.end - this.offset} bytes left over`, this.offset);
  }
}
