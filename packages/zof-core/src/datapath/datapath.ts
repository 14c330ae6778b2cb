import { parseDatapathId } from "zof-codec";
import type { MessageBodies, MessageInput, Port as PortDescription } from "zof-types";
import { Port, type PortNumber } from "./port.js";

/** What a datapath needs of its connection. */
export interface DatapathLink {
  readonly conn_id: number;
  readonly version: number;
  sendMessage(message: MessageInput): number;
  close(reason: string): void;
}

/**
 * A switch that is connected: one object from its CHANNEL_UP to its CHANNEL_DOWN. A switch that connects
 * again is a new Datapath.
 */
export class Datapath {
  /** As `00:00:00:00:00:00:00:01`. */
  readonly id: string;
  /** The same as an integer. */
  readonly idNumber: bigint;
  /** Id of the (main) connection. */
  readonly conn_id: number;
  /** Wire version that was negotiated, 4 for OpenFlow 1.3. */
  readonly version: number;
  /** The FEATURES_REPLY, with the ports as they were at the start. */
  readonly features: MessageBodies["FEATURES_REPLY"];
  /** For the apps' own use; begins empty with each connection. */
  readonly userData: Record<string, unknown> = {};
  readonly #link: DatapathLink;
  readonly #ports = new Map<PortNumber, Port>();
  #up = true;

  constructor(features: MessageBodies["FEATURES_REPLY"], link: DatapathLink) {
    this.id = features.datapath_id;
    this.idNumber = parseDatapathId(features.datapath_id);
    this.conn_id = link.conn_id;
    this.version = link.version;
    this.features = features;
    this.#link = link;
    for (const port of features.ports) this.#ports.set(port.port_no, new Port(port));
  }

  /** The ports as they are now, by number. */
  get ports(): ReadonlyMap<PortNumber, Port> {
    return this.#ports;
  }

  /** False once the connection has gone. */
  get up(): boolean {
    return this.#up;
  }

  /**
   * Sends a message that is given as an object, and returns its xid. A template made with `compile` does the
   * same faster.
   *
   * @throws CodecError when the message cannot be encoded in the version of this datapath.
   * @throws RequestError `closed` when the connection has gone.
   */
  send(message: MessageInput): number {
    return this.#link.sendMessage(message);
  }

  /** Closes the connection; what was sent before still goes out. */
  close(): void {
    this.#link.close("closed by the controller");
  }

  /** A port was added or has changed. */
  updatePort(description: PortDescription): void {
    const port = this.#ports.get(description.port_no);
    if (port === undefined) this.#ports.set(description.port_no, new Port(description));
    else port.update(description);
  }

  removePort(portNo: PortNumber): void {
    this.#ports.delete(portNo);
  }

  /** The connection has gone. */
  markDown(): void {
    this.#up = false;
  }

  toJSON(): string {
    return this.id;
  }
}
