import type { Connection } from "../connection/connection.js";
import type { ConnectionOptions } from "../connection/connection-options.js";
import type { Endpoint } from "../connection/endpoint.js";
import type { Link } from "../connection/link.js";
import type { LoadedIdentity } from "../connection/tls-identity.js";

/** How to listen. */
export interface ListenerOptions {
  /** For TLS; plain TCP without it. */
  readonly identity: LoadedIdentity | undefined;
  /** Connections that may be open at a time on this listener; more are refused. */
  readonly maxConnections: number;
  /** Of the connections that are taken. */
  readonly connection: ConnectionOptions;
}

/** An open port that switches connect to. */
export interface Listener {
  /** The address and port it is bound to. */
  readonly endpoint: string;
  /** Takes no more connections; those that are open stay. */
  close(): void;
}

/** What a driver tells the controller. */
export interface DriverEvents {
  /** There is a connection; it is made of the link at once, and started when the controller is ready for it. */
  connected(link: Link, options: ConnectionOptions): Connection;
  /** A connection could not be taken, or did not come up; the endpoint is empty when `reason` names it. */
  refused(reason: string, remoteEndpoint: string, data?: Uint8Array): void;
  /** The driver can do nothing more; its connections are closed. */
  lost(reason: string): void;
}

/**
 * Speaks OpenFlow's transport: listens, connects, carries messages. There are two: `NativeDriver` has sockets
 * of its own, `OftrDriver` a process that has them.
 */
export interface Driver {
  /** @throws ControllerError `driver_failed`. */
  start(events: DriverEvents): Promise<void>;
  /** @throws ControllerError `listen_failed`. */
  listen(endpoint: Endpoint, options: ListenerOptions): Promise<Listener>;
  /**
   * Connects to a switch that listens; resolves as soon as there is a connection.
   *
   * @throws ControllerError `connect_failed`.
   */
  connect(
    endpoint: Endpoint,
    identity: LoadedIdentity | undefined,
    options: ConnectionOptions,
  ): Promise<Connection>;
  /** Ends the driver; its connections are closed before. */
  stop(): Promise<void>;
}
