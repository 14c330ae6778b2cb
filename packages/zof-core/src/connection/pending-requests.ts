import { type ReplySink, RequestError, type RequestErrorCode } from "zof-compile";
import type { Message } from "zof-types";

const MAX_XID = 0xffffffff;
/** The longest delay that a timer of Node.js takes, about 24 days. */
const MAX_TIMEOUT_MS = 0x7fffffff;

interface Pending {
  readonly sink: ReplySink;
  readonly timer: NodeJS.Timeout;
  /** Parts and bytes received so far. */
  parts: number;
  size: number;
}

/**
 * The requests of one connection that wait for their replies, by transaction id. One-reply and multipart
 * requests share the table; an entry stays until the last part, and each part restarts its time.
 */
export class PendingRequests {
  /** Named in the errors, once it is known. */
  datapath_id: string | undefined;
  readonly #table = new Map<number, Pending>();
  readonly #maxReplyBytes: number;
  readonly #firstXid: number;
  #lastXid: number;

  /**
   * @param maxReplyBytes - a reply that grows beyond this, all parts together, fails its request.
   * @param firstXid - `nextXid` begins here.
   */
  constructor(maxReplyBytes: number, firstXid = 1) {
    this.#maxReplyBytes = maxReplyBytes;
    this.#firstXid = firstXid;
    this.#lastXid = firstXid - 1;
  }

  get size(): number {
    return this.#table.size;
  }

  /** An xid that no request here waits for; never 0, which switches use for messages of their own. */
  nextXid(): number {
    do {
      this.#lastXid = this.#lastXid === MAX_XID ? this.#firstXid : this.#lastXid + 1;
    } while (this.#table.has(this.#lastXid));
    return this.#lastXid;
  }

  has(xid: number): boolean {
    return this.#table.has(xid);
  }

  /**
   * Directs the replies to `xid` to `sink`, until the last one, an ERROR, `timeoutMs` without a reply, or
   * the end of the connection. An `xid` that is still waiting fails the new request, not the older one.
   */
  expect(xid: number, sink: ReplySink, timeoutMs: number): void {
    if (this.#table.has(xid)) {
      sink.fail(this.#error("delivery", `xid ${xid} is in use by a request that waits for its reply`));
      return;
    }
    const expire = () => {
      const { parts } = pending;
      // If the process was busy, the reply may have come in time and wait to be read: look once more.
      setImmediate(() => {
        if (this.#table.get(xid) !== pending || pending.parts !== parts) return;
        this.fail(xid, this.#error("timeout", `no reply within ${timeoutMs} ms`));
      });
    };
    const timer = setTimeout(expire, Math.min(timeoutMs, MAX_TIMEOUT_MS));
    const pending: Pending = { sink, timer, parts: 0, size: 0 };
    this.#table.set(xid, pending);
  }

  /** Delivers a reply of `size` bytes to the request with its xid, which must be pending. */
  reply(message: Message, size: number): void {
    const { xid } = message;
    const pending = this.#table.get(xid);
    if (pending === undefined) return;
    if (message.type === "ERROR") {
      this.fail(xid, RequestError.fromReply(message, this.datapath_id));
      return;
    }
    pending.parts++;
    pending.size += size;
    if (pending.size > this.#maxReplyBytes) {
      const limit = `${this.#maxReplyBytes} bytes (maxReplyBytes)`;
      this.fail(xid, this.#error("delivery", `the reply is larger than ${limit}`));
      return;
    }
    const more = message.flags?.includes("MORE") ?? false;
    if (more) pending.timer.refresh();
    else this.#remove(xid, pending);
    pending.sink.reply(message, more);
  }

  /** Ends the request with this xid, if it is pending. */
  fail(xid: number, error: RequestError): void {
    const pending = this.#table.get(xid);
    if (pending === undefined) return;
    this.#remove(xid, pending);
    pending.sink.fail(error);
  }

  /** Fails all that is pending. */
  close(reason: string): void {
    const error = this.#error("closed", reason);
    for (const xid of [...this.#table.keys()]) this.fail(xid, error);
  }

  #error(code: RequestErrorCode, reason: string): RequestError {
    return new RequestError(code, reason, { datapath_id: this.datapath_id });
  }

  #remove(xid: number, pending: Pending): void {
    clearTimeout(pending.timer);
    this.#table.delete(xid);
  }
}
