import { joinParts, type Message } from "zof-types";
import type { ReplyParts } from "./reply-parts.js";

/** Which request a reply belongs to. */
export interface ReplyOrigin {
  readonly xid: number;
  readonly conn_id: number;
  readonly datapath_id: string | undefined;
}

/**
 * The reply to a request, in one part or several (the multipart messages of OpenFlow 1.3, section
 * 7.3.5): all parts but the last have the flag MORE.
 *
 * `await` gives the first part; awaiting again gives the next, and after the last part that one
 * again, so that a reply of one part can be awaited like a promise. `for await` gives the parts not
 * read yet, and ends after the last; leaving the loop early drops the rest. `whole()` joins them to one.
 *
 * Fails with RequestError. A failure that nobody awaits is dropped: a request without interest in
 * its reply does not end the process as a promise would (`unhandledRejection`).
 */
export class Reply<T> implements PromiseLike<T>, AsyncIterable<T> {
  readonly xid: number;
  readonly conn_id: number;
  readonly datapath_id: string | undefined;
  readonly #parts: ReplyParts<T>;

  constructor(parts: ReplyParts<T>, origin: ReplyOrigin) {
    this.#parts = parts;
    this.xid = origin.xid;
    this.conn_id = origin.conn_id;
    this.datapath_id = origin.datapath_id;
  }

  // biome-ignore lint/suspicious/noThenProperty: a reply is awaited
  then<Fulfilled = T, Rejected = never>(
    onFulfilled?: ((part: T) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    const part = new Promise<T>((resolve, reject) => {
      this.#parts.take({ part: resolve, end: resolve, fail: reject });
    });
    return part.then(onFulfilled, onRejected);
  }

  /** The same as `then` with a handler for failures only. */
  catch<Rejected = never>(
    onRejected?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<T | Rejected> {
    return this.then(undefined, onRejected);
  }

  /**
   * All parts that are not read yet as one message: what the switch split because a message has at most 65535
   * bytes. It is in memory as a whole, within the connection's `maxReplyBytes`; a loop over the parts is not.
   */
  async whole(): Promise<T> {
    const parts: Message[] = [];
    for await (const part of this) parts.push(part as Message);
    return parts.length === 0 ? this.then() : (joinParts(parts) as T);
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    const parts = this.#parts;
    return {
      next: () =>
        new Promise((resolve, reject) => {
          parts.take({
            part: (value) => resolve({ done: false, value }),
            end: () => resolve({ done: true, value: undefined }),
            fail: reject,
          });
        }),
      return: async () => {
        parts.abandon();
        return { done: true, value: undefined };
      },
    };
  }
}
