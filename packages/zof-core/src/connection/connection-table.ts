import type { Connection } from "./connection.js";

/** The connections of a controller, by their id and by the datapath they belong to. */
export class ConnectionTable {
  readonly #byId = new Map<number, Connection>();
  readonly #mainByDatapath = new Map<string, Connection>();
  readonly #whenEmpty: (() => void)[] = [];

  /** Every connection whose socket is open, also those that are still being set up. */
  all(): Iterable<Connection> {
    return this.#byId.values();
  }

  /** The main connection of every datapath that is up. */
  mains(): Iterable<Connection> {
    return this.#mainByDatapath.values();
  }

  /** Resolves when there is no connection any more. */
  emptied(): Promise<void> {
    if (this.#byId.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenEmpty.push(resolve));
  }

  byId(connId: number): Connection | undefined {
    return this.#byId.get(connId);
  }

  /** The main connection of a datapath. */
  byDatapath(datapathId: string): Connection | undefined {
    return this.#mainByDatapath.get(datapathId);
  }

  add(connection: Connection): void {
    this.#byId.set(connection.conn_id, connection);
  }

  remove(connection: Connection): void {
    this.#byId.delete(connection.conn_id);
    if (this.#byId.size > 0) return;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  /**
   * Enters a connection whose handshake is complete under its datapath; false when it had to be refused.
   *
   * A second main connection of a datapath takes the place of the first, which is closed: the switch has
   * most likely restarted, and we have not noticed the end of its old connection yet. An auxiliary
   * connection needs a main one (OpenFlow 1.3.5, 6.3.7).
   */
  attach(connection: Connection): boolean {
    const { datapath_id: id, auxiliary_id: auxiliary } = connection;
    if (id === undefined) return true;
    const main = this.#mainByDatapath.get(id);
    if (auxiliary > 0) {
      if (main !== undefined) return true;
      connection.fail(`auxiliary connection ${auxiliary} of datapath ${id}, which has no main connection`);
      return false;
    }
    main?.fail(`connection ${connection.conn_id} of the same datapath replaces connection ${main.conn_id}`);
    this.#mainByDatapath.set(id, connection);
    return true;
  }

  /** Takes a closed connection out of its datapath; with the main connection its auxiliary ones are closed. */
  detach(connection: Connection): void {
    const { datapath_id: id } = connection;
    if (id === undefined || this.#mainByDatapath.get(id) !== connection) return;
    this.#mainByDatapath.delete(id);
    for (const other of this.#byId.values()) {
      if (other !== connection && other.datapath_id === id && other.auxiliary_id > 0) {
        other.close("the main connection of the datapath is closed");
      }
    }
  }
}
