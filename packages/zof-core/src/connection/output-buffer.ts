import type { Duplex } from "node:stream";
import { Writer } from "zof-codec";

const INITIAL_CAPACITY = 4096;
/** A writer that grew beyond this in a burst is replaced, so that an idle connection does not keep the memory. */
const KEPT_CAPACITY = 256 * 1024;
/** What has gathered is written at once when it reaches this, also in the middle of a turn. */
const FLUSH_BYTES = 256 * 1024;

/** What the output buffer tells its connection. */
export interface OutputEvents {
  /** More is pending than the limit allows: the switch does not read. */
  overflow(pendingBytes: number): void;
  /** So much is pending that nothing more should be read until it is written. */
  congested(): void;
}

/**
 * What a connection sends, gathered in one buffer and written once per turn of the event loop.
 *
 * While a chunk from the switch is being worked on, everything waits for its end: that is the earliest
 * moment at which the answers to all its messages are there, and costs one system call. What is sent at
 * other times waits for the check phase of the loop (`setImmediate`), which follows the reads of the same
 * turn: later by those reads only, and many small messages become one write.
 */
export class OutputBuffer {
  readonly writer = new Writer(INITIAL_CAPACITY);
  readonly #stream: Duplex;
  readonly #maxPendingBytes: number;
  readonly #events: OutputEvents;
  #held = false;
  #scheduled: NodeJS.Immediate | undefined;
  #closed = false;

  constructor(stream: Duplex, maxPendingBytes: number, events: OutputEvents) {
    this.#stream = stream;
    this.#maxPendingBytes = maxPendingBytes;
    this.#events = events;
  }

  /** Bytes that the switch has not taken yet. */
  get pendingBytes(): number {
    return this.writer.length + this.#stream.writableLength;
  }

  /** To be called after appending whole messages. */
  flushSoon(): void {
    if (this.#closed) this.writer.length = 0;
    else if (this.writer.length >= FLUSH_BYTES) this.flush();
    else if (!this.#held) this.#scheduled ??= setImmediate(this.#flushScheduled);
  }

  /** Work on a chunk begins: nothing is written before `release`. */
  hold(): void {
    this.#held = true;
  }

  /** Work on a chunk is done: what it gave is written now. */
  release(): void {
    this.#held = false;
    this.flush();
  }

  /** Hands over to the stream what has gathered. */
  flush(): void {
    const { writer } = this;
    if (writer.length === 0 || this.#closed) return;
    const pending = this.pendingBytes;
    if (pending > this.#maxPendingBytes) {
      this.#closed = true;
      this.#events.overflow(pending);
      return;
    }
    this.#stream.write(writer.bytes.subarray(0, writer.length));
    // The buffer is free again only if the system took all of it at once.
    if (this.#stream.writableLength > 0 || writer.bytes.length > KEPT_CAPACITY) this.#renew();
    writer.length = 0;
    const { writableLength, writableNeedDrain } = this.#stream;
    if (writableNeedDrain && writableLength > this.#maxPendingBytes / 16) this.#events.congested();
  }

  /** No more writes; what has gathered is dropped. */
  close(): void {
    this.#closed = true;
    clearImmediate(this.#scheduled);
    this.writer.length = 0;
  }

  readonly #flushScheduled = () => {
    this.#scheduled = undefined;
    if (!this.#held) this.flush();
  };

  #renew(): void {
    const { writer } = this;
    const capacity = writer.bytes.length > KEPT_CAPACITY ? INITIAL_CAPACITY : writer.bytes.length;
    writer.bytes = new Uint8Array(capacity);
    writer.view = new DataView(writer.bytes.buffer);
  }
}
