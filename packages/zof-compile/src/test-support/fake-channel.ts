import { Writer } from "zof-codec";
import { decode, type Message } from "zof-types";
import { bindChannels } from "../channel/bound-channels.js";
import type { Channel, ReplySink, Target } from "../channel/channel.js";
import { RequestError } from "../channel/request-error.js";

/** A connection that sends nowhere: what was appended can be decoded, and replies be given by hand. */
export class FakeChannel implements Channel {
  readonly output = new Writer();
  readonly pending = new Map<number, { sink: ReplySink; timeoutMs: number }>();
  flushes = 0;
  closed = false;
  readonly requestTimeoutMs = 10_000;
  #xid = 100;

  constructor(
    readonly conn_id = 1,
    readonly version = 4,
    readonly datapath_id = `00:00:00:00:00:00:00:0${conn_id}`,
  ) {}

  flushSoon(): void {
    this.flushes++;
  }

  nextXid(): number {
    return this.#xid++;
  }

  expect(xid: number, sink: ReplySink, timeoutMs: number): void {
    if (this.closed) sink.fail(new RequestError("closed", "the connection is closed"));
    else this.pending.set(xid, { sink, timeoutMs });
  }

  /** The messages appended since the last call. */
  sent(): Message[] {
    const bytes = this.output.finish();
    this.output.length = 0;
    const messages: Message[] = [];
    for (let start = 0; start < bytes.length; ) {
      const end = start + (((bytes[start + 2] ?? 0) << 8) | (bytes[start + 3] ?? 0));
      messages.push(decode(bytes.slice(start, end)));
      start = end;
    }
    return messages;
  }

  /** Answers the oldest pending request with a message. */
  reply(message: Pick<Message, "type"> & { msg: unknown }, more = false): void {
    const [xid, { sink }] = this.#oldest();
    if (!more) this.pending.delete(xid);
    sink.reply({ xid, version: this.version, ...message } as Message, more);
  }

  /** Fails the oldest pending request. */
  fail(error: RequestError): void {
    const [xid, { sink }] = this.#oldest();
    this.pending.delete(xid);
    sink.fail(error);
  }

  #oldest(): [number, { sink: ReplySink; timeoutMs: number }] {
    const [oldest] = this.pending;
    if (oldest === undefined) throw new Error("no request is pending");
    return oldest;
  }
}

/** Binds channels for compiled messages; without ids the first one is meant. Returns the targets asked for. */
export function bindFakes(...channels: FakeChannel[]): Target[] {
  const targets: Target[] = [];
  bindChannels({
    find(target) {
      targets.push(target);
      const { datapath_id, conn_id } = target;
      const found = channels.find(
        (channel) =>
          (datapath_id === undefined || channel.datapath_id === datapath_id) &&
          (conn_id === undefined || channel.conn_id === conn_id),
      );
      if (found === undefined) throw new RequestError("closed", "there is no such connection");
      return found;
    },
    all: () => channels,
  });
  return targets;
}
