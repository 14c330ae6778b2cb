import { describeError, type ErrorDetails, type Message, type MessageOf, type MessageViews } from "zof-types";
import type { Features } from "../connection/handshake.js";
import type { Datapath } from "../datapath/datapath.js";

/** What the framework itself reports of a connection, in the form of messages. */
export interface ChannelBodies {
  /** The handshake is complete. */
  CHANNEL_UP: {
    /** Address and port of the switch. */
    endpoint: string;
    /** The FEATURES_REPLY, in every version with the ports; absent on a connection that was not asked for it. */
    features: Features | undefined;
  };
  /** The connection is closed. */
  CHANNEL_DOWN: {
    endpoint: string;
    /** Why, in words. */
    reason: string;
  };
  /** A message that cannot be read, a handshake that failed, a connection that had to be closed. */
  CHANNEL_ALERT: {
    /** What is wrong, in words. */
    message: string;
    /** The message that was the reason; empty when there is none. */
    data: Uint8Array;
  };
}

export type EventBodies = MessageViews & ChannelBodies;

/** Type of a message event, as the protocol spells it: `PACKET_IN`, `REPLY.DESC`, `CHANNEL_UP`. */
export type EventType = keyof EventBodies;

/**
 * A message from a switch as handlers get it. Handlers may change it; those after them see the change.
 *
 * @typeParam NoDatapath - true when the handler takes messages without a datapath too.
 */
export interface MessageEvent<T extends EventType = EventType, NoDatapath extends boolean = false> {
  readonly type: T;
  /** Wire version, 1 for OpenFlow 1.0, 4 for 1.3. */
  version: number;
  /** Transaction id. */
  xid: number;
  /** Of multipart messages: `MORE` when further parts follow. */
  flags?: string[] | undefined;
  msg: EventBodies[T];
  /** Of an ERROR: what it means in words, and the request that it is about as far as the switch quotes it. */
  error: T extends "ERROR" ? ErrorDetails : undefined;
  /** As `00:00:00:00:00:00:00:01`. */
  datapath_id: NoDatapath extends true ? string | null : string;
  conn_id: number;
  /** Above 0 for an auxiliary connection, otherwise absent. */
  auxiliary_id?: number | undefined;
  /** When it was read: seconds since the epoch, with fraction. The same for all messages of a chunk. */
  time: number;
  /** The switch, with its ports as they are now. */
  datapath: NoDatapath extends true ? Datapath | undefined : Datapath;
}

/** A message event of any type; its `type` tells which. */
export type AnyMessageEvent<NoDatapath extends boolean = false> = {
  [T in EventType]: MessageEvent<T, NoDatapath>;
}[EventType];

/** A message event as the dispatcher handles it, before a handler has said what it takes. */
export type RawEvent = AnyMessageEvent<true>;

/** What a message event needs of its connection. */
export interface EventOrigin {
  readonly conn_id: number;
  readonly datapath_id: string | undefined;
  readonly auxiliary_id: number;
  readonly version: number;
  readonly lastHeardMs: number;
  readonly datapath: Datapath | undefined;
}

/** The event for a message that was decoded. */
export function messageEvent(message: Message, origin: EventOrigin): RawEvent {
  return withOrigin(message, message.flags, origin);
}

/** The event for something that the framework reports of a connection. */
export function channelEvent<T extends keyof ChannelBodies>(
  type: T,
  msg: ChannelBodies[T],
  origin: EventOrigin,
  xid = 0,
): RawEvent {
  return withOrigin({ type, version: origin.version, xid, msg }, undefined, origin);
}

/** One shape for all events: the handlers' code meets one hidden class. */
function withOrigin(
  message: { type: EventType; version: number; xid: number; msg: unknown },
  flags: string[] | undefined,
  origin: EventOrigin,
): RawEvent {
  const auxiliary = origin.auxiliary_id;
  return {
    type: message.type,
    version: message.version,
    xid: message.xid,
    flags,
    msg: message.msg,
    error: message.type === "ERROR" ? describeError(message as MessageOf<"ERROR">) : undefined,
    datapath_id: origin.datapath_id ?? null,
    conn_id: origin.conn_id,
    auxiliary_id: auxiliary === 0 ? undefined : auxiliary,
    time: origin.lastHeardMs / 1000,
    datapath: origin.datapath,
  } as RawEvent;
}
