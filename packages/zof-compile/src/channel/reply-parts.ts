import type { Message } from "zof-types";
import type { ReplySink } from "./channel.js";
import { RequestError } from "./request-error.js";

/** Whoever waits for the next part; exactly one of its methods is called, once. */
interface Waiter<T> {
  part(part: T): void;
  /** There are no more parts; `last` was the last one. */
  end(last: T): void;
  fail(error: Error): void;
}

export interface ReplyPartsOptions {
  /** Parts kept for a reader that is slower than the switch; one more fails the request. */
  maxUnreadParts: number;
  datapath_id: string | undefined;
  /** Called once, when the last part has come or the request has failed. */
  settled?: (() => void) | undefined;
}

/** The parts of one reply between the connection, which brings them, and the readers, who take each part once. */
export class ReplyParts<T> implements ReplySink {
  readonly #options: ReplyPartsOptions;
  readonly #unread: T[] = [];
  readonly #waiting: Waiter<T>[] = [];
  #state: "open" | "ended" | "abandoned" | { readonly error: Error } = "open";
  #last: T | undefined;

  constructor(options: ReplyPartsOptions) {
    this.#options = options;
  }

  reply(message: Message, more: boolean): void {
    const { datapath_id, maxUnreadParts } = this.#options;
    if (this.#state !== "open") return;
    if (message.type === "ERROR") {
      this.fail(RequestError.fromReply(message, datapath_id));
      return;
    }
    // A request is answered by its reply type or an ERROR; the connection matches xids, which are the request's.
    const part = message as T;
    const waiter = this.#waiting.shift();
    this.#last = part;
    if (waiter !== undefined) {
      waiter.part(part);
    } else if (this.#unread.length === maxUnreadParts) {
      this.fail(
        new RequestError("aborted", `more than ${maxUnreadParts} parts came unread`, { datapath_id }),
      );
      return;
    } else {
      this.#unread.push(part);
    }
    if (!more) this.#end(part);
  }

  fail(error: Error): void {
    if (this.#state !== "open") return;
    this.#state = { error };
    for (const waiter of this.#waiting.splice(0)) waiter.fail(error);
    this.#options.settled?.();
  }

  /** Hands the next unread part to `waiter`, now or when it comes. */
  take(waiter: Waiter<T>): void {
    const part = this.#unread.shift();
    if (part !== undefined) waiter.part(part);
    else if (typeof this.#state === "object") waiter.fail(this.#state.error);
    else if (this.#state === "open") this.#waiting.push(waiter);
    else waiter.end(this.#last as T);
  }

  /** Forgets what is unread and all that follows: nobody reads on. */
  abandon(): void {
    this.#unread.length = 0;
    if (this.#state === "open") this.#state = "abandoned";
  }

  #end(last: T): void {
    this.#state = "ended";
    for (const waiter of this.#waiting.splice(0)) waiter.end(last);
    this.#options.settled?.();
  }
}
