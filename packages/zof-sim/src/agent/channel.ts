import type { Socket } from "node:net";
import { CodecError, Framer, Writer } from "zof-codec";
import type { MessageInput } from "zof-types";
import { encodeMessage } from "zof-types/internal";
import type { Timer } from "../clock/clock.js";
import { type ChannelBehaviour, distorted } from "./channel-behaviour.js";

export interface ChannelHandlers {
  /** Takes one whole message, `bytes` from `start` to `end`. */
  frame(bytes: Uint8Array, start: number, end: number): void;
  /** The stream cannot be cut into messages any more: the header at `bytes` claims an impossible length. */
  lost(error: CodecError, bytes: Uint8Array): void;
  /** The connection has ended; called once. */
  closed(reason: string): void;
}

/**
 * One TCP connection to a controller: cuts what comes in into messages, gathers what goes out into one write a tick.
 *
 * While more than `maxOutputBytes` wait to be sent no further message is read, so that a controller that asks but
 * does not read the answers cannot fill the memory.
 */
export class Channel {
  /** Wire version of messages sent. */
  version: number;
  readonly #socket: Socket;
  readonly #handlers: ChannelHandlers;
  readonly #maxOutputBytes: number;
  readonly #behaviour: ChannelBehaviour;
  readonly #framer = new Framer();
  readonly #writer = new Writer();
  readonly #timers = new Set<Timer>();
  #flushing = false;
  #closed = false;
  /** Whether reading waits for the time that a slow switch needs. */
  #resting = false;
  #lastXid = 0;

  constructor(
    socket: Socket,
    version: number,
    maxOutputBytes: number,
    behaviour: ChannelBehaviour,
    handlers: ChannelHandlers,
  ) {
    this.version = version;
    this.#socket = socket;
    this.#handlers = handlers;
    this.#maxOutputBytes = maxOutputBytes;
    this.#behaviour = behaviour;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("drain", () => this.#pump());
    socket.on("error", (error: NodeJS.ErrnoException) => this.#ended(error.code ?? error.message));
    socket.on("close", () => this.#ended("closed by the controller"));
  }

  /** Sends a message, or the answer to the request of that xid. @throws CodecError when it cannot be encoded */
  send(message: MessageInput, xid = this.#nextXid()): void {
    if (this.#closed) return;
    const start = this.#writer.length;
    try {
      encodeMessage(this.#writer, message, this.version, xid);
    } catch (error) {
      this.#writer.length = start;
      throw error;
    }
    if (this.#behaviour.misbehaviour === undefined) this.#flushSoon();
    else this.#distort(start);
  }

  /** Sends a message unless too much waits to be sent already; says whether it did. */
  offer(message: MessageInput, xid?: number): boolean {
    if (this.#isFull) return false;
    this.send(message, xid);
    return true;
  }

  /** Sends what is waiting and ends the connection. */
  close(reason: string): void {
    this.#flush();
    this.#ended(reason);
  }

  #read(chunk: Buffer): void {
    // A Buffer's slice() shares memory where that of a Uint8Array copies: nobody further on should have to think of it.
    this.#framer.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    this.#rest(chunk.length);
    this.#pump();
  }

  /** Reads no further for as long as a slow switch takes for so many bytes. */
  #rest(bytes: number): void {
    const ms = (bytes * 1000) / this.#behaviour.readBytesPerSecond;
    if (ms === 0) return;
    this.#resting = true;
    this.#later(ms, () => {
      this.#resting = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (!this.#closed && !this.#resting && !this.#isFull && this.#next()) {
      this.#handlers.frame(this.#framer.bytes, this.#framer.start, this.#framer.end);
    }
    if (this.#isFull || this.#resting) this.#socket.pause();
    else this.#socket.resume();
  }

  #next(): boolean {
    try {
      return this.#framer.next();
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      this.#handlers.lost(error, this.#framer.bytes.subarray(this.#framer.start, this.#framer.end));
      return false;
    }
  }

  get #isFull(): boolean {
    return this.#socket.writableLength + this.#writer.length > this.#maxOutputBytes;
  }

  #nextXid(): number {
    this.#lastXid = (this.#lastXid + 1) >>> 0;
    return this.#lastXid;
  }

  /** Puts something else in place of the message that was written last. */
  #distort(start: number): void {
    const { misbehaviour } = this.#behaviour;
    if (misbehaviour === undefined) return;
    const message = this.#writer.finish().slice(start);
    this.#writer.length = start;
    const { bytes, ends } = distorted(message, misbehaviour);
    this.#writer.append(bytes);
    if (ends) this.close(`the switch misbehaves: ${misbehaviour}`);
    else this.#flushSoon();
  }

  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    const { replyDelayMs } = this.#behaviour;
    if (replyDelayMs > 0) this.#later(replyDelayMs, () => this.#flush());
    else queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#writer.length === 0 || this.#closed) return;
    const bytes = this.#writer.finish();
    this.#writer.length = 0;
    this.#socket.write(bytes);
    // What the kernel takes at once makes no "drain".
    if (this.#socket.isPaused()) this.#pump();
  }

  #later(ms: number, call: () => void): void {
    const timer = this.#behaviour.clock.schedule(ms, () => {
      this.#timers.delete(timer);
      call();
    });
    this.#timers.add(timer);
  }

  #ended(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) timer.cancel();
    this.#socket.destroySoon();
    // A controller that never reads the last bytes must not keep the process alive.
    this.#socket.unref();
    this.#handlers.closed(reason);
  }
}
