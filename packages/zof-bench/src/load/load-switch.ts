import { connect, type Socket } from "node:net";
import { decode, encode, formatJson } from "zof-types";
import { LoadError } from "./load-error.js";
import type { LoadOptions } from "./load-options.js";
import { PacketInCycle } from "./packet-in-cycle.js";
import { type Counts, ResponseReader } from "./response-reader.js";
import { replyTo } from "./switch-replies.js";
import { SILENCE, type Traffic, type TrafficLink } from "./traffic.js";

const HELLO = 0;
const ERROR = 1;
const FEATURES_REQUEST = 5;

/** What the system reads into. It is used up before the next read, so one serves all connections. */
const READ_BUFFER = new Uint8Array(256 * 1024);

/** One emulated switch: a connection that answers the controller's requests and sends PACKET_INs. */
export class LoadSwitch implements TrafficLink {
  readonly number: number;
  readonly cycle: PacketInCycle;
  readonly counts: Counts = { packetIns: 0, flowMods: 0, packetOuts: 0 };
  /** Requests of the controller that were taken so far. */
  requests = 0;
  /** Whether the controller asked for the features, and got them. */
  isKnown = false;
  readonly #version: number;
  readonly #address: string;
  readonly #fail: (error: LoadError) => void;
  readonly #reader: ResponseReader;
  readonly #socket: Socket;

  /** Connects. `fail` is called once at most: when the connection cannot be made, is lost or makes no sense. */
  constructor(number: number, options: LoadOptions, fail: (error: LoadError) => void) {
    this.number = number;
    this.cycle = new PacketInCycle(options.version, number, options.macs);
    this.#version = options.version;
    this.#address = `${options.host}:${options.port}`;
    this.#fail = fail;
    this.#reader = new ResponseReader(this.counts, SILENCE, (message) => this.#request(message));
    const { host, port } = options;
    const onread = { buffer: READ_BUFFER, callback: (size: number) => this.#read(size) };
    this.#socket = connect({ host, port, noDelay: true, onread });
    this.#socket.on("connect", () => this.#socket.write(hello(options.version)));
    this.#socket.on("error", (error) => this.#broken(error.message));
    this.#socket.on("close", () => this.#broken("the controller closed the connection"));
  }

  /** Sends PACKET_INs from now on as `traffic` says. */
  start(traffic: Traffic): void {
    this.#reader.traffic = traffic;
    traffic.send();
  }

  write(bytes: Uint8Array, packetIns: number): void {
    this.counts.packetIns += packetIns;
    this.#socket.write(bytes);
  }

  close(): void {
    this.#socket.removeAllListeners("close");
    this.#socket.destroy();
  }

  #read(size: number): boolean {
    try {
      this.#reader.read(READ_BUFFER.subarray(0, size));
    } catch (error) {
      const { message } = error as Error;
      this.#broken(
        error instanceof LoadError ? message : `what the controller sent makes no sense: ${message}`,
      );
    }
    return true;
  }

  #request(message: Uint8Array): void {
    const [version, type] = message;
    if (type === HELLO) return;
    if (type === ERROR) throw new LoadError(`the controller sent ${formatJson(decode(message).msg)}`);
    if (version !== this.#version) {
      const [theirs, ours] = [versionName(version ?? 0), versionName(this.#version)];
      throw new LoadError(`the controller speaks ${theirs}, the emulated switches ${ours}`);
    }
    const reply = replyTo(message, this.number);
    if (reply !== undefined) this.#socket.write(reply);
    this.requests++;
    if (type === FEATURES_REQUEST) this.isKnown = true;
  }

  #broken(reason: string): void {
    this.close();
    this.#fail(new LoadError(`switch ${this.number}, connected to ${this.#address}: ${reason}`));
  }
}

/** From OpenFlow 1.3 on with the bitmap of versions, so that no other one is chosen. */
function hello(version: number): Uint8Array {
  return encode({ type: "HELLO", version, msg: version >= 4 ? { versions: [version] } : {} });
}

function versionName(version: number): string {
  return `OpenFlow 1.${version - 1}`;
}
