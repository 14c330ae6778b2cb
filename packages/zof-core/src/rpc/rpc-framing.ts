/** Bytes that a message may have, what frames it included. */
export const MAX_RPC_BYTES = 1 << 20;

/** Ends a message of the text framing. */
const NUL = 0;
/** Begins a message of the binary framing; three bytes of length follow. */
const BINARY_TAG = 0xf5;
const BINARY_HEADER = 4;

const NOTHING = new Uint8Array(0);

/** A peer that does not keep to the framing: what follows cannot be told apart any more. */
export class RpcFramingError extends Error {
  override readonly name = "RpcFramingError";
}

/** How messages are told apart: each ended by a NUL byte, or with its length in front. */
export type RpcFraming = "text" | "binary";

/** A message with what frames it. */
export function frameRpc(text: string, framing: RpcFraming): Buffer {
  if (framing === "text") return Buffer.from(`${text}\0`);
  const body = Buffer.from(text);
  const header = Buffer.alloc(BINARY_HEADER);
  header.writeUInt32BE((body.length * 0x100 + BINARY_TAG) >>> 0);
  return Buffer.concat([header, body]);
}

/** Cuts a stream of JSON-RPC messages apart, wherever the chunks begin and end. Holds one message at most. */
export class RpcReader {
  readonly #framing: RpcFraming;
  #parts: Uint8Array[] = [];
  #held = 0;

  constructor(framing: RpcFraming) {
    this.#framing = framing;
  }

  /** Bytes held of a message that is not complete. */
  get held(): number {
    return this.#held;
  }

  /**
   * The messages that are complete now, as text.
   *
   * @throws RpcFramingError for a message that is too long, or a binary header that is none.
   */
  push(chunk: Uint8Array): Iterable<string> {
    return this.#framing === "text" ? this.#text(chunk) : this.#binary(chunk);
  }

  *#text(chunk: Uint8Array): Iterable<string> {
    let start = 0;
    for (let end = chunk.indexOf(NUL); end >= 0; end = chunk.indexOf(NUL, start)) {
      this.#hold(chunk.subarray(start, end));
      start = end + 1;
      yield decoder.decode(this.#take());
    }
    this.#hold(chunk.subarray(start));
  }

  *#binary(chunk: Uint8Array): Iterable<string> {
    this.#parts.push(chunk);
    this.#held += chunk.length;
    const bytes = this.#take();
    let start = 0;
    while (bytes.length - start >= BINARY_HEADER) {
      const [size0 = 0, size1 = 0, size2 = 0, tag] = bytes.subarray(start, start + BINARY_HEADER);
      const size = (size0 << 16) | (size1 << 8) | size2;
      if (tag !== BINARY_TAG) throw new RpcFramingError("RPC invalid header");
      if (size > MAX_RPC_BYTES) throw new RpcFramingError("RPC request is too big");
      const end = start + BINARY_HEADER + size;
      if (end > bytes.length) break;
      yield decoder.decode(bytes.subarray(start + BINARY_HEADER, end));
      start = end;
    }
    if (start < bytes.length) {
      this.#parts = [bytes.subarray(start)];
      this.#held = bytes.length - start;
    }
  }

  #hold(bytes: Uint8Array): void {
    this.#held += bytes.length;
    // The NUL counts.
    if (this.#held >= MAX_RPC_BYTES) throw new RpcFramingError("RPC request is too big");
    if (bytes.length > 0) this.#parts.push(bytes);
  }

  #take(): Uint8Array {
    const [first = NOTHING] = this.#parts;
    const whole = this.#parts.length > 1 ? Buffer.concat(this.#parts) : first;
    this.#parts = [];
    this.#held = 0;
    return whole;
  }
}

const decoder = new TextDecoder();
