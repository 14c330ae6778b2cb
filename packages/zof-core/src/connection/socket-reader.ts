import type { Socket } from "node:net";

/**
 * Reads chunks from a socket without letting it starve the others.
 *
 * Node.js reads a socket that always has more 32 times within one turn of the event loop. After a chunk that
 * filled the read buffer this reader pauses until the check phase (`setImmediate`), so that each turn works on
 * at most two full chunks of a switch: the one just read, and one that Node.js had read ahead.
 */
export class SocketReader {
  readonly #socket: Socket;
  readonly #fullChunk: number;
  readonly #receive: (chunk: Uint8Array) => void;
  #resting = false;
  #blocked = false;

  /** @param receive - gets each chunk; chunks are fresh buffers and may be kept. */
  constructor(socket: Socket, encrypted: boolean, receive: (chunk: Uint8Array) => void) {
    this.#socket = socket;
    // The size of a TLS record, or of the read buffer of a plain socket.
    this.#fullChunk = encrypted ? 16 * 1024 : 64 * 1024;
    this.#receive = receive;
  }

  start(): void {
    this.#socket.on("data", (chunk) => {
      if (chunk.length >= this.#fullChunk) this.#rest();
      this.#receive(chunk);
    });
  }

  /** Reads nothing until the socket's output has drained. */
  blockUntilDrained(): void {
    if (this.#blocked) return;
    this.#blocked = true;
    this.#socket.pause();
    this.#socket.once("drain", () => {
      this.#blocked = false;
      this.#resume();
    });
  }

  #rest(): void {
    if (this.#resting) return;
    this.#resting = true;
    this.#socket.pause();
    setImmediate(() => {
      this.#resting = false;
      this.#resume();
    });
  }

  #resume(): void {
    if (!this.#resting && !this.#blocked) this.#socket.resume();
  }
}
