import type { Channel } from "./channel.js";
import type { Reply } from "./reply.js";

/**
 * The reply of one of several datapaths. The reply is a property, for what is awaited itself cannot
 * be handed over by an asynchronous iterator.
 */
export interface DatapathReply<T> {
  readonly datapath_id: string | undefined;
  readonly conn_id: number;
  /** Complete or failed: awaiting it does not wait for the switch. */
  readonly reply: Reply<T>;
}

/** Sends the request to one channel; `settled` is called when its reply is complete or has failed. */
export type StartRequest<T> = (channel: Channel, settled: (reply: Reply<T>) => void) => void;

/**
 * One request to many datapaths: yields each reply when it is complete or has failed. At most
 * `parallelism` requests are under way or wait to be taken, so that a slow reader slows the sending.
 *
 * Nothing is sent before the first `next`; leaving the loop early sends no more.
 */
export class AllReplies<T> implements AsyncIterableIterator<DatapathReply<T>, undefined> {
  readonly #findChannels: () => Iterable<Channel>;
  readonly #parallelism: number;
  readonly #start: StartRequest<T>;
  readonly #settled: Reply<T>[] = [];
  readonly #waiting: ((result: IteratorResult<DatapathReply<T>, undefined>) => void)[] = [];
  /** Those not asked yet. */
  #channels: Channel[] | undefined;
  #active = 0;

  constructor(findChannels: () => Iterable<Channel>, parallelism: number, start: StartRequest<T>) {
    this.#findChannels = findChannels;
    this.#parallelism = parallelism;
    this.#start = start;
  }

  async next(): Promise<IteratorResult<DatapathReply<T>, undefined>> {
    // Those connected at the first call: the list does not change while requests are under way.
    this.#channels ??= [...this.#findChannels()];
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#proceed();
    });
  }

  async return(): Promise<IteratorResult<DatapathReply<T>, undefined>> {
    this.#channels = [];
    this.#settled.length = 0;
    for (const resolve of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #proceed(): void {
    this.#deliver();
    while (this.#active + this.#settled.length < this.#parallelism) {
      const channel = this.#channels?.shift();
      if (channel === undefined) break;
      this.#active++;
      this.#start(channel, (reply) => this.#finish(reply));
    }
    if (this.#active > 0 || this.#settled.length > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve({ done: true, value: undefined });
  }

  #finish(reply: Reply<T>): void {
    this.#active--;
    this.#settled.push(reply);
    this.#deliver();
    if (this.#waiting.length > 0) this.#proceed();
  }

  #deliver(): void {
    while (this.#waiting.length > 0) {
      const reply = this.#settled.shift();
      if (reply === undefined) return;
      const { datapath_id, conn_id } = reply;
      this.#waiting.shift()?.({ done: false, value: { datapath_id, conn_id, reply } });
    }
  }
}
