import type { Message, MessageInput } from "zof-types";
import type { DatapathReply } from "./channel/all-replies.js";
import type { Target } from "./channel/channel.js";
import type { Reply } from "./channel/reply.js";

/** Where a message goes, and its transaction id. */
export interface SendOptions extends Target {
  /** Default: the template's, else a new one. */
  xid?: number | undefined;
}

/** How long and how much of a reply is waited for. */
export interface ReplyOptions {
  /** Milliseconds until the request fails with RequestError "timeout". Default: the controller's `requestTimeoutMs`, 10000. */
  timeoutMs?: number | undefined;
  /** Parts of a multipart reply that are kept unread; one more fails the request with "aborted". Default 4096. */
  maxUnreadParts?: number | undefined;
}

export interface RequestOptions extends Target, ReplyOptions {}

export interface RequestAllOptions extends ReplyOptions {
  /** Datapaths asked at a time. Default 1. */
  parallelism?: number | undefined;
}

type NoOptions = Record<never, never>;

/** The parameters of a call: the arguments may be left out when there are none that must be given. */
type Call<Args, Options> =
  Record<never, never> extends Args ? [args?: Args & Options] : [args: Args & Options];

/** Stands where `request` would, in the type of a message that has no reply. */
export interface MessageHasNoReply {
  readonly use: "send";
}

/**
 * A message template, ready to be sent. `Args` are its arguments, `Part` the message that answers it
 * (`never` for a message without reply).
 */
export interface CompiledMessage<Args = Record<string, unknown>, Part = Message> {
  /** The message's type, as `FLOW_MOD`. */
  readonly type: string;
  /** Names of the arguments, in order of appearance. */
  readonly args: readonly string[];

  /**
   * Sends the message and returns its transaction id. It leaves with all else that is sent in this
   * tick; an error of the switch comes as an ERROR message with this xid.
   *
   * Throws, before anything is sent: TemplateError for a missing, unknown or unfitting argument, or a
   * message that the negotiated version cannot say; RequestError "no_destination" or "closed".
   */
  send(...args: Call<Args, SendOptions>): number;

  /** Sends the message and returns its reply, which may fail with RequestError. Throws like `send`. */
  readonly request: [Part] extends [never]
    ? MessageHasNoReply
    : (...args: Call<Args, RequestOptions>) => Reply<Part>;

  /**
   * Sends the message to every datapath connected when the loop begins, `parallelism` at a time, and
   * yields `{ datapath_id, conn_id, reply }` once a reply is complete or has failed; awaiting a failed
   * one throws. Throws at the call for missing or unknown arguments.
   */
  readonly request_all: [Part] extends [never]
    ? MessageHasNoReply
    : (...args: Call<Args, RequestAllOptions>) => AsyncIterableIterator<DatapathReply<Part>, undefined>;

  /** The message as an object with the arguments put in, to look at or change. Throws for missing or unknown arguments. */
  toObject(...args: Call<Args, NoOptions>): MessageInput;
}
