import type { CodecError } from "zof-codec";
import { isMultipart, type Message } from "zof-types";
import type { Connection } from "../connection/connection.js";
import type { ConnectionEvents } from "../connection/connection-events.js";
import type { ConnectionTable } from "../connection/connection-table.js";
import { decodeFrame } from "../connection/decode-frame.js";
import { MessageTypeByte } from "../connection/frame-header.js";
import { type Context, runInContext } from "./context.js";
import type { Route } from "./dispatch-table.js";
import type { Dispatcher, DispatchOwner } from "./dispatcher.js";
import { channelEvent, messageEvent } from "./message-event.js";

/** What the events of a connection are logged with. */
export interface ConnectionLog {
  up(connection: Connection): void;
  down(connection: Connection, reason: string): void;
  alert(connection: Connection, reason: string): void;
  /** An ERROR that no app handles. */
  error(connection: Connection, message: Message): void;
}

/** What all connections of a controller share. */
export interface DispatchShared {
  readonly owner: DispatchOwner;
  readonly dispatcher: Dispatcher;
  readonly connections: ConnectionTable;
  readonly routes: HeaderRoutes;
  readonly log: ConnectionLog;
}

/**
 * The routes of the message types met so far, by the first two bytes of the header. A type's name is learnt
 * from the first message of it that is decoded; after that, one that nobody handles is not decoded any more.
 */
export class HeaderRoutes {
  readonly #routes: (Route | undefined)[] = [];

  get(bytes: Uint8Array, start: number): Route | undefined {
    return this.#routes[keyOf(bytes, start)];
  }

  learn(bytes: Uint8Array, start: number, message: Message, route: Route): void {
    // One header type stands for many messages here; and an ERROR is always looked at.
    const code = bytes[start + 1];
    const ambiguous =
      isMultipart(message.type) || code === MessageTypeByte.EXPERIMENTER || code === MessageTypeByte.ERROR;
    if (!ambiguous) this.#routes[keyOf(bytes, start)] = route;
  }

  clear(): void {
    this.#routes.length = 0;
  }
}

function keyOf(bytes: Uint8Array, start: number): number {
  return ((bytes[start] as number) << 8) | (bytes[start + 1] as number);
}

/** Turns what happens on one connection into events for the apps. */
export class ConnectionDispatch implements ConnectionEvents {
  readonly #connection: Connection;
  readonly #shared: DispatchShared;
  readonly #context: Context;
  #reportedUp = false;

  constructor(connection: Connection, shared: DispatchShared) {
    this.#connection = connection;
    this.#shared = shared;
    this.#context = { owner: shared.owner, connection, app: undefined, scope: connection.scope };
  }

  enter(work: () => void): void {
    runInContext(this.#context, work, undefined);
  }

  up(): void {
    const connection = this.#connection;
    const { connections, dispatcher, log } = this.#shared;
    if (!connections.attach(connection)) return;
    log.up(connection);
    if (connection.auxiliary_id > 0) {
      // For the apps the datapath is up already.
      connection.datapath = connections.byDatapath(connection.datapath_id as string)?.datapath;
      return;
    }
    this.#reportedUp = true;
    const body = { endpoint: connection.remoteEndpoint, features: connection.features };
    const event = channelEvent("CHANNEL_UP", body, connection);
    dispatcher.dispatch(event, dispatcher.messageRoute("CHANNEL_UP"), connection);
  }

  message(bytes: Uint8Array, start: number, end: number): boolean {
    const connection = this.#connection;
    const { routes, dispatcher } = this.#shared;
    const known = routes.get(bytes, start);
    if (known !== undefined && known.length === 0) return false;
    let message: Message;
    try {
      message = decodeFrame(bytes, start, end);
    } catch (error) {
      connection.reject(error as CodecError, bytes.slice(start, end));
      return false;
    }
    const route = known ?? this.#route(bytes, start, message);
    if (route.length === 0) return false;
    const whole = this.#whole(message, bytes, start, end);
    if (whole === undefined) return false;
    return dispatcher.dispatch(messageEvent(whole, connection), route, connection);
  }

  alert(reason: string, data: Uint8Array, xid: number): void {
    const connection = this.#connection;
    this.#shared.log.alert(connection, reason);
    const event = channelEvent("CHANNEL_ALERT", { message: reason, data }, connection, xid);
    this.#shared.dispatcher.post(event, connection);
  }

  down(reason: string): void {
    const connection = this.#connection;
    this.#shared.connections.detach(connection);
    this.#shared.log.down(connection, reason);
    if (!this.#reportedUp) return;
    const event = channelEvent("CHANNEL_DOWN", { endpoint: connection.remoteEndpoint, reason }, connection);
    this.#shared.dispatcher.post(event, connection);
  }

  gone(): void {
    this.#shared.connections.remove(this.#connection);
  }

  /** The message, or all parts of a request when this is the last of them. */
  #whole(message: Message, bytes: Uint8Array, start: number, end: number): Message | undefined {
    const connection = this.#connection;
    try {
      return connection.partialRequests.add(message, bytes, start, end);
    } catch (error) {
      connection.reject(error as CodecError, bytes.slice(start, end));
      return undefined;
    }
  }

  #route(bytes: Uint8Array, start: number, message: Message): Route {
    const { dispatcher, routes, log } = this.#shared;
    const route = dispatcher.messageRoute(message.type);
    routes.learn(bytes, start, message, route);
    if (message.type === "ERROR" && route.length === 0) log.error(this.#connection, message);
    return route;
  }
}
