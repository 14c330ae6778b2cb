import type { CodecError } from "zof-codec";
import type { Connection, ConnectionEvents, Switchboard } from "zof-core/internal";
import { decodeMessage } from "zof-types/internal";
import type { MultipartNames } from "../output/multipart-names.js";
import { alertParams, downParams, messageParams, upParams } from "./notifications.js";

/** Where what happens on connections is sent. */
export interface ReportSink {
  readonly names: MultipartNames;
  /** Sends an OFP.MESSAGE. */
  notify(params: object): boolean;
  /** Whether nothing more should be read from switches. */
  readonly congested: boolean;
}

/** Tells the client of the service what happens on one connection. */
export class ConnectionReports implements ConnectionEvents {
  readonly #connection: Connection;
  readonly #connections: Switchboard["connections"];
  readonly #sink: ReportSink;
  #reportedUp = false;

  constructor(connection: Connection, connections: Switchboard["connections"], sink: ReportSink) {
    this.#connection = connection;
    this.#connections = connections;
    this.#sink = sink;
  }

  enter(work: () => void): void {
    work();
  }

  up(): void {
    const connection = this.#connection;
    // An auxiliary connection belongs to a datapath that is up already.
    if (!this.#connections.attach(connection) || connection.auxiliary_id > 0) return;
    this.#reportedUp = true;
    this.#sink.notify(upParams(connection));
  }

  message(bytes: Uint8Array, start: number, end: number): boolean {
    const connection = this.#connection;
    const { names } = this.#sink;
    try {
      const params = messageParams(decodeMessage(bytes, start, end, false), connection, names);
      if (!this.#sink.notify(params)) {
        connection.alert("the message is too large for the service", bytes.slice(start, end));
      }
    } catch (error) {
      connection.reject(error as CodecError, bytes.slice(start, end));
    }
    return false;
  }

  alert(reason: string, data: Uint8Array, xid: number): void {
    this.#sink.notify(alertParams(reason, data, xid, originOf(this.#connection)));
  }

  down(reason: string): void {
    this.#connections.detach(this.#connection);
    if (this.#reportedUp) this.#sink.notify(downParams(this.#connection, reason));
  }

  gone(): void {
    this.#connections.remove(this.#connection);
  }
}

function originOf({ conn_id, datapath_id, auxiliary_id, version }: Connection) {
  return { conn_id, datapath_id, auxiliary_id, version };
}
