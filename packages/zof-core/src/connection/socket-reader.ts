import type { Duplex } from "node:stream";

/**
 * Reads chunks from a connection's stream without letting it starve the others.
 *
 * Node.js reads a socket that always has more 32 times within one turn of the event loop. After a chunk that
 * filled the read buffer this reader pauses until the check phase (`setImmediate`), so that each turn works on
 * at most two full chunks of a switch: the one just read, and one that Node.js had read ahead.
 */
export class SocketReader {
  readonly #stream: Duplex;
  readonly #fullChunk: number;
  readonly #receive: (chunk: Uint8Array) => void;
  #resting = false;
  #blocked = false;
  #paused = false;

  /**
   * @param fullChunk - bytes of a chunk that fills the read buffer.
   * @param receive - gets each chunk; chunks are fresh buffers and may be kept.
   */
  constructor(stream: Duplex, fullChunk: number, receive: (chunk: Uint8Array) => void) {
    this.#stream = stream;
    this.#fullChunk = fullChunk;
    this.#receive = receive;
  }

  start(): void {
    this.#stream.on("data", (chunk: Uint8Array) => {
      if (chunk.length >= this.#fullChunk) this.#rest();
      this.#receive(chunk);
    });
  }

  /** Reads nothing until the stream's output has drained. */
  blockUntilDrained(): void {
    if (this.#blocked) return;
    this.#blocked = true;
    this.#stream.pause();
    this.#stream.once("drain", () => {
      this.#blocked = false;
      this.#resume();
    });
  }

  /** Reads nothing until `resume` is called. */
  pause(): void {
    this.#paused = true;
    this.#stream.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#resume();
  }

  #rest(): void {
    if (this.#resting) return;
    this.#resting = true;
    this.#stream.pause();
    setImmediate(() => {
      this.#resting = false;
      this.#resume();
    });
  }

  #resume(): void {
    if (!this.#resting && !this.#blocked && !this.#paused) this.#stream.resume();
  }
}
