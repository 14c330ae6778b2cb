import { Duplex } from "node:stream";
import { Framer } from "zof-codec";
import type { Message } from "zof-types";
import { decodeMessage } from "zof-types/internal";

/** What a channel stream needs of its driver. */
export interface ChannelStreamOwner {
  /** Hands a message to the process; `done` when there is room for more. */
  send(message: Message, done: () => void): void;
  /** Nothing more is sent. */
  close(): void;
  /** There is more than can be worked on, or room again. */
  full(isFull: boolean): void;
}

/** A connection that a process has, as a stream of OpenFlow messages: whole ones in each chunk. */
export class ChannelStream extends Duplex {
  readonly #owner: ChannelStreamOwner;
  readonly #framer = new Framer();

  constructor(owner: ChannelStreamOwner) {
    super({ readableHighWaterMark: 1 << 20, allowHalfOpen: true });
    this.#owner = owner;
  }

  /** Takes a message from the switch. */
  receive(frame: Uint8Array): void {
    if (!this.destroyed && !this.readableEnded && !this.push(frame)) this.#owner.full(true);
  }

  override _read(): void {
    this.#owner.full(false);
  }

  override _write(chunk: Uint8Array, _encoding: unknown, done: (error?: Error) => void): void {
    this.#framer.push(chunk);
    let waiting = 1;
    const one = () => {
      if (--waiting === 0) done();
    };
    while (this.#framer.next()) {
      const { bytes, start, end } = this.#framer;
      waiting++;
      this.#owner.send(decodeMessage(bytes, start, end, false), one);
    }
    one();
  }

  override _final(done: () => void): void {
    this.#owner.close();
    done();
  }
}
