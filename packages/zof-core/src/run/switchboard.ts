import { Connection } from "../connection/connection.js";
import type { ConnectionEvents } from "../connection/connection-events.js";
import type { ConnectionOptions } from "../connection/connection-options.js";
import { ConnectionTable } from "../connection/connection-table.js";
import type { Endpoint } from "../connection/endpoint.js";
import type { Link } from "../connection/link.js";
import type { LoadedIdentity } from "../connection/tls-identity.js";
import type { Driver, DriverEvents, Listener, ListenerOptions } from "../driver/driver.js";

/** Ids count up through the whole process, so that a connection's is never used again. */
let lastConnId = 0;

/** What the switchboard needs of its owner. */
export interface SwitchboardOwner {
  /** What a connection reports to. */
  makeEvents(connection: Connection): ConnectionEvents;
  /** A connection could not be taken. */
  refused(reason: string, remoteEndpoint: string, connId: number, data?: Uint8Array): void;
  /** The driver has failed; all connections are closed. */
  lost(reason: string): void;
}

/** A listener with an id of its own. */
export interface NumberedListener extends Listener {
  readonly conn_id: number;
}

/** The listeners and connections of a controller, whatever the driver. */
export class Switchboard implements DriverEvents {
  readonly connections = new ConnectionTable();
  readonly #owner: SwitchboardOwner;
  readonly #listeners = new Map<number, NumberedListener>();
  #driver: Driver | undefined;
  #open = false;

  constructor(owner: SwitchboardOwner) {
    this.#owner = owner;
  }

  /** The listeners that are open. */
  get listeners(): readonly NumberedListener[] {
    return [...this.#listeners.values()];
  }

  /** Takes and makes connections with this driver from now on. */
  async start(driver: Driver): Promise<void> {
    await driver.start(this);
    this.#driver = driver;
  }

  /** Ends the driver. */
  async stop(): Promise<void> {
    const driver = this.#driver;
    this.#driver = undefined;
    await driver?.stop();
  }

  /**
   * Listens on an endpoint. Connections wait until `open` is called.
   *
   * @throws ControllerError `listen_failed`.
   */
  async listen(endpoint: Endpoint, options: ListenerOptions): Promise<NumberedListener> {
    const listener = await this.#running.listen(endpoint, options);
    const conn_id = ++lastConnId;
    const close = () => {
      this.#listeners.delete(conn_id);
      listener.close();
    };
    const numbered = { conn_id, endpoint: listener.endpoint, close };
    this.#listeners.set(conn_id, numbered);
    return numbered;
  }

  /**
   * Listens on all endpoints, or on none.
   *
   * @throws ControllerError `listen_failed`.
   */
  async listenAll(endpoints: readonly Endpoint[], options: ListenerOptions): Promise<void> {
    try {
      for (const endpoint of endpoints) await this.listen(endpoint, options);
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
  connect(
    endpoint: Endpoint,
    identity: LoadedIdentity | undefined,
    options: ConnectionOptions,
  ): Promise<Connection> {
    return this.#running.connect(endpoint, identity, options);
  }

  /** Takes no more connections. */
  closeListeners(): void {
    for (const listener of this.listeners) listener.close();
  }

  /** Closes all connections; `connections` is empty once their streams are gone. */
  closeConnections(reason: string): void {
    this.#open = false;
    for (const connection of this.connections.all()) connection.close(reason);
  }

  connected(link: Link, options: ConnectionOptions): Connection {
    const makeEvents = (connection: Connection) => this.#owner.makeEvents(connection);
    const connection = new Connection(++lastConnId, link, options, makeEvents);
    this.connections.add(connection);
    if (this.#open) connection.start();
    return connection;
  }

  refused(reason: string, remoteEndpoint: string, data?: Uint8Array): void {
    this.#owner.refused(reason, remoteEndpoint, ++lastConnId, data);
  }

  lost(reason: string): void {
    this.#listeners.clear();
    this.closeConnections(reason);
    this.#owner.lost(reason);
  }

  get #running(): Driver {
    if (this.#driver === undefined) throw new Error("there is no driver");
    return this.#driver;
  }
}
