import type { Writer } from "zof-codec";
import type { Message } from "zof-types";
import type { RequestError } from "./request-error.js";

/** One OpenFlow connection, as far as sending is concerned. Whoever owns the sockets implements it. */
export interface Channel {
  /** The negotiated version on the wire: 1 for OpenFlow 1.0, 4 for 1.3. */
  readonly version: number;
  readonly conn_id: number;
  /** Undefined until the switch has told it. */
  readonly datapath_id: string | undefined;
  /** How long a request waits for its reply when it does not say, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** What will be sent next. Only whole messages are appended; on an error `length` is set back. */
  readonly output: Writer;
  /** To be called after appending: the output is written once per tick. */
  flushSoon(): void;
  /** A transaction id that no pending request of this connection uses. */
  nextXid(): number;
  /**
   * Hands the replies with this xid to `sink`, until the last one. Ends always: with the last reply,
   * or with `sink.fail` on an error reply, after `timeoutMs`, when the connection closes, or at once
   * when it is closed already.
   */
  expect(xid: number, sink: ReplySink, timeoutMs: number): void;
}

/** Takes the replies to one request. */
export interface ReplySink {
  /** A reply; `more` says that the MORE flag is set, so that another part follows. */
  reply(message: Message, more: boolean): void;
  /** The request failed; nothing follows. */
  fail(error: RequestError): void;
}

/** Where a message goes. */
export interface Target {
  /** As text "00:00:00:00:00:00:00:01", or as a number. */
  datapath_id?: string | bigint | number | undefined;
  conn_id?: number | undefined;
}

/** Knows the connections. */
export interface ChannelSource {
  /**
   * The connection that matches all ids given; with none given, the one that the running handler
   * works for. Throws RequestError: "no_destination" without any, "closed" when it is not there.
   */
  find(target: Target): Channel;
  /** The main connections of all datapaths that are up. */
  all(): Iterable<Channel>;
}
