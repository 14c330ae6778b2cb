import { Framer } from "zof-codec";

/** What the inbox needs of its connection. */
export interface InboxHandler {
  /** Runs `work` as the work of this connection. */
  enter(work: () => void): void;
  /** A message. Returns whether it started tasks that should run before the next message. */
  frame(bytes: Uint8Array, start: number, end: number): boolean;
  /** All that has come is worked off. */
  done(): void;
  /** No more messages can be handed out: a CodecError says that the stream has broken at `rest`. */
  broken(error: Error, rest: Uint8Array): void;
}

/**
 * Takes the chunks of a connection and hands out their messages, one after the other.
 *
 * After a message that started tasks the next one waits until everything has run that does not wait for
 * input or output itself. That still happens within the same turn of the event loop.
 */
export class Inbox {
  readonly #handler: InboxHandler;
  readonly #framer = new Framer();
  readonly #chunks: Uint8Array[] = [];
  #replay: readonly Uint8Array[] = [];
  #replayed = 0;
  #working = false;
  #stopped = false;

  constructor(handler: InboxHandler) {
    this.#handler = handler;
  }

  receive(chunk: Uint8Array): void {
    if (this.#stopped) return;
    if (this.#working) {
      // A TLS socket gives several chunks in a row without letting tasks run in between.
      this.#chunks.push(chunk);
      return;
    }
    this.#working = true;
    this.#framer.push(chunk);
    this.#handler.enter(this.#work);
  }

  /** Hands these messages out next, before what follows the message that is worked on. */
  replay(frames: readonly Uint8Array[]): void {
    this.#replay = frames;
    this.#replayed = 0;
  }

  /** Hands out nothing more. */
  stop(): void {
    this.#stopped = true;
    this.#chunks.length = 0;
  }

  readonly #work = (): void => {
    try {
      while (!this.#stopped) {
        const frame = this.#replay[this.#replayed];
        let waiting: boolean;
        if (frame !== undefined) {
          this.#replayed++;
          waiting = this.#handler.frame(frame, 0, frame.length);
        } else if (this.#framer.next()) {
          const { bytes, start, end } = this.#framer;
          waiting = this.#handler.frame(bytes, start, end);
        } else {
          const chunk = this.#chunks.shift();
          if (chunk === undefined) break;
          this.#framer.push(chunk);
          continue;
        }
        if (waiting) {
          queueMicrotask(this.#workAfterTasks);
          return;
        }
      }
    } catch (error) {
      const { bytes, start, end } = this.#framer;
      this.#handler.broken(error as Error, bytes.slice(start, end));
    }
    this.#working = false;
    this.#handler.done();
  };

  /** The tick queue is taken when no microtask is left: all that the tasks can do now is done then. */
  readonly #workAfterTasks = (): void => process.nextTick(this.#work);
}
