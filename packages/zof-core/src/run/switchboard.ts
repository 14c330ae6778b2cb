import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions as TlsConnectionOptions } from "node:tls";
import { Connection } from "../connection/connection.js";
import type { ConnectionOptions } from "../connection/connection-options.js";
import { ConnectionTable } from "../connection/connection-table.js";
import { type Endpoint, endpointText } from "../connection/endpoint.js";
import { type Listener, type ListenerOptions, openListener } from "../connection/listener.js";
import type { LoadedIdentity } from "../connection/tls-identity.js";
import { ControllerError, systemReason } from "../controller-error.js";
import { ConnectionDispatch, type DispatchShared } from "../dispatch/connection-dispatch.js";

/** Ids count up through the whole process, so that a connection's is never used again. */
let lastConnId = 0;

/** What the switchboard needs of the controller. */
export interface SwitchboardOwner {
  /** What the connections share for their events. */
  readonly shared: Omit<DispatchShared, "connections">;
  /** A connection could not be taken. */
  refused(reason: string, remoteEndpoint: string, connId: number): void;
}

/** The listeners and connections of a controller. */
export class Switchboard {
  readonly connections = new ConnectionTable();
  readonly #owner: SwitchboardOwner;
  #listeners: Listener[] = [];
  #open = false;

  constructor(owner: SwitchboardOwner) {
    this.#owner = owner;
  }

  /** The addresses and ports listened on. */
  get endpoints(): readonly string[] {
    return this.#listeners.map(({ endpoint }) => endpoint);
  }

  /**
   * Listens on all endpoints, or on none. Connections wait until `open` is called.
   *
   * @throws ControllerError `listen_failed`.
   */
  async listen(
    endpoints: readonly Endpoint[],
    options: ListenerOptions,
    connectionOptions: ConnectionOptions,
  ): Promise<void> {
    try {
      for (const endpoint of endpoints) {
        const listener = await openListener(endpoint, options, {
          accepted: (socket, encrypted) => this.#accept(socket, encrypted, connectionOptions),
          refused: (reason, remote) => this.#owner.refused(reason, remote, ++lastConnId),
        });
        this.#listeners.push(listener);
      }
    } catch (error) {
      this.closeListeners();
      this.closeConnections("the controller could not start");
      throw error;
    }
  }

  /** Begins the handshakes: of the connections that are there, and from now on of each at once. */
  open(): void {
    this.#open = true;
    for (const connection of this.connections.all()) connection.start();
  }

  /**
   * Connects to a switch that listens. Returns the connection as soon as there is one; its handshake follows.
   *
   * @throws ControllerError `connect_failed`.
   */
  async connect(
    endpoint: Endpoint,
    identity: LoadedIdentity | undefined,
    options: ConnectionOptions,
  ): Promise<Connection> {
    const socket = await openSocket(endpoint, identity, options.handshakeTimeoutMs);
    const remoteEndpoint = "path" in endpoint ? endpointText(endpoint) : undefined;
    return this.#accept(socket, identity !== undefined, { ...options, remoteEndpoint });
  }

  /** Takes no more connections. */
  closeListeners(): void {
    for (const listener of this.#listeners) listener.close();
    this.#listeners = [];
  }

  /** Closes all connections; `connections` is empty once their sockets are gone. */
  closeConnections(reason: string): void {
    this.#open = false;
    for (const connection of this.connections.all()) connection.close(reason);
  }

  #accept(socket: Socket, encrypted: boolean, options: ConnectionOptions): Connection {
    const shared: DispatchShared = { ...this.#owner.shared, connections: this.connections };
    const makeEvents = (connection: Connection) => new ConnectionDispatch(connection, shared);
    const connection = new Connection(++lastConnId, socket, encrypted, options, makeEvents);
    this.connections.add(connection);
    if (this.#open) connection.start();
    return connection;
  }
}

function openSocket(
  endpoint: Endpoint,
  identity: LoadedIdentity | undefined,
  timeoutMs: number,
): Promise<Socket> {
  const target = "path" in endpoint ? endpoint : { host: "localhost", ...endpoint };
  return new Promise((resolve, reject) => {
    const connected = () => {
      clearTimeout(timer);
      socket.off("error", failed);
      resolve(socket);
    };
    const socket: Socket =
      identity === undefined
        ? connectTcp(target, connected)
        : connectTls({ ...target, ...tlsOptions(identity) }, connected);
    const failed = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      const reason = `cannot connect to ${endpointText(target)}: ${systemReason(error)}`;
      reject(new ControllerError("connect_failed", reason, { cause: error }));
    };
    const timer = setTimeout(() => failed(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    socket.once("error", failed);
  });
}

/** A switch's certificate is checked against the authority, not against a host name: it has none. */
function tlsOptions(identity: LoadedIdentity): TlsConnectionOptions {
  const { cert, key, ca } = identity;
  const verify = { rejectUnauthorized: ca !== undefined, checkServerIdentity: () => undefined };
  return ca === undefined ? { cert, key, ...verify } : { cert, key, ca, ...verify };
}
