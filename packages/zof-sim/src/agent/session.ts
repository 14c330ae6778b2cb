import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { CodecError } from "zof-codec";
import type { Message, MessageInput, MessageOf } from "zof-types";
import { decodeMessage } from "zof-types/internal";
import type { Timer } from "../clock/clock.js";
import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import { badRequest, OpenFlowError } from "../openflow-error.js";
import type { AgentEvent } from "./agent-event.js";
import type { AsyncKind } from "./async-config.js";
import { Channel } from "./channel.js";
import { codecFault } from "./codec-fault.js";
import type { ConnectSettings } from "./connect-options.js";
import { ControllerSession } from "./controller-session.js";
import { decodeHello } from "./decode-hello.js";
import type { Device } from "./device.js";
import { errorMessage } from "./error-message.js";
import type { FlowChange } from "./flow-monitors.js";
import { Keepalive } from "./keepalive.js";
import { negotiateVersion } from "./negotiate-version.js";
import { answerRequest } from "./requests.js";
import { RoundTrips } from "./round-trips.js";

export interface SessionHandlers {
  /** The version is negotiated. */
  ready(version: number): void;
  event(event: AgentEvent): void;
  /** The connection has ended; called once. */
  closed(reason: string): void;
}

const VERSION_OFFSET = 0;
const TYPE_OFFSET = 1;
const ECHO_REPLY = 3;
const XID_OFFSET = 4;
const HEADER_SIZE = 8;

/** One connection from its first byte to its end: HELLO, then requests and their answers. */
export class Session {
  readonly #device: Device;
  readonly #handlers: SessionHandlers;
  readonly #settings: ConnectSettings;
  readonly #channel: Channel;
  readonly #handshake: Timer;
  readonly #roundTrips = new RoundTrips();
  /** Round trips that wait for the version to be negotiated. */
  readonly #asked: number[] = [];
  /** Messages received and sent, without round trips. */
  messageCount = 0;
  #keepalive: Keepalive | undefined;
  /** Once the version is known. */
  #controller: ControllerSession | undefined;

  constructor(device: Device, socket: Socket, settings: ConnectSettings, handlers: SessionHandlers) {
    this.#device = device;
    this.#settings = settings;
    this.#handlers = handlers;
    const highest = device.versions.at(-1) as number;
    this.#channel = new Channel(socket, highest, settings.maxOutputBytes, device.behaviour, {
      frame: (bytes, start, end) => this.#frame(bytes.subarray(start, end)),
      lost: (error, bytes) => this.#lost(error, bytes),
      closed: (reason) => this.#closed(reason),
    });
    socket.once(socket instanceof TLSSocket ? "secureConnect" : "connect", () =>
      this.#channel.send({ type: "HELLO", msg: { versions: device.versions } }),
    );
    this.#handshake = device.clock.schedule(settings.handshakeTimeoutMs, () =>
      this.close("no HELLO came in time"),
    );
  }

  /** The wire version of messages sent. */
  get version(): number {
    return this.#channel.version;
  }

  /**
   * Sends a message of the switch's own accord, once the version is known, if the controller asked for its kind and
   * reason, and as long as it keeps up.
   */
  offer(kind: AsyncKind, reason: string, make: () => MessageInput): void {
    const controller = this.#controller;
    if (controller?.async.wants(kind, reason, controller.isSlave) === true) this.#offer(make());
  }

  /**
   * Asks for an echo and calls `answered` when it comes, or when the connection ends. Everything that the controller
   * sent before has then been worked off.
   */
  roundTrip(answered: () => void): void {
    const xid = this.#roundTrips.begin(answered);
    if (this.#controller === undefined) this.#asked.push(xid);
    else this.#channel.send({ type: "ECHO_REQUEST" }, xid);
  }

  /** Tells the controller's flow monitors of a change. */
  flowChanged(change: FlowChange, entry: FlowEntry, reason?: RemovalReason): void {
    this.#controller?.monitors.changed(change, entry, reason);
  }

  close(reason: string): void {
    this.#channel.close(reason);
  }

  #offer(message: MessageInput, xid?: number): void {
    this.messageCount++;
    try {
      if (!this.#channel.offer(message, xid)) this.#dropped(message, "the controller does not keep up");
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      this.#dropped(message, error.message);
    }
  }

  #dropped(message: MessageInput, reason: string): void {
    this.#handlers.event({ type: "message_dropped", message: message.type, reason });
  }

  #frame(bytes: Uint8Array): void {
    this.#keepalive?.heard();
    if (bytes[TYPE_OFFSET] === ECHO_REPLY && this.#roundTrips.end(xidOf(bytes))) return;
    this.messageCount++;
    try {
      if (this.#controller === undefined) this.#hello(fromCodec(() => decodeHello(bytes)));
      else this.#request(this.#decode(bytes), this.#controller);
    } catch (error) {
      if (!(error instanceof OpenFlowError)) throw error;
      this.#sendError(error, bytes);
    }
  }

  #decode(bytes: Uint8Array): Message {
    const version = bytes[VERSION_OFFSET] as number;
    if (version === this.version) return fromCodec(() => decodeMessage(bytes, 0, bytes.length, false));
    throw badRequest("BAD_VERSION", `version ${version}, but ${this.version} was agreed on`);
  }

  #hello(message: MessageOf<"HELLO"> | undefined): void {
    if (message === undefined) {
      this.close("the first message was not HELLO");
      return;
    }
    const version = negotiateVersion(this.#device.versions, message.version, message.msg.versions);
    if (version === undefined) {
      this.#refuse(message);
      return;
    }
    this.#handshake.cancel();
    this.#channel.version = version;
    this.#controller = new ControllerSession(version, (offered, xid) => this.#offer(offered, xid));
    this.#keepalive = new Keepalive(
      this.#device.clock,
      this.#settings.echoIntervalMs,
      () => this.#channel.send({ type: "ECHO_REQUEST" }),
      () => this.close("the controller does not answer ECHO_REQUEST"),
    );
    this.#handlers.ready(version);
    for (const xid of this.#asked) this.#channel.send({ type: "ECHO_REQUEST" }, xid);
  }

  /** OpenFlow 1.3.5, section 6.3.1: HELLO_FAILED with a text, then the end. */
  #refuse({ version, xid, msg }: MessageOf<"HELLO">): void {
    const asked = msg.versions ?? [version];
    const reason = `no common version: ${asked.join(", ")} is asked for, ${this.#device.versions.join(", ")} spoken here`;
    const data = new TextEncoder().encode(reason);
    this.#channel.send(
      { type: "ERROR", msg: { type: "HELLO_FAILED", code: "OFPHFC_INCOMPATIBLE", data } },
      xid,
    );
    this.close(reason);
  }

  #request(message: Message, controller: ControllerSession): void {
    if (message.type === "ERROR") {
      const { type, code } = message.msg;
      this.#handlers.event({ type: "controller_error", error: `${type} ${code}` });
      return;
    }
    answerRequest(message, this.#device, (reply) => this.#channel.send(reply, message.xid), controller);
  }

  #lost(error: CodecError, bytes: Uint8Array): void {
    this.#sendError(codecFault(error), bytes);
    this.close(error.message);
  }

  #sendError(error: OpenFlowError, request: Uint8Array): void {
    this.#channel.send(errorMessage(error, request, this.version), xidOf(request));
  }

  #closed(reason: string): void {
    this.#handshake.cancel();
    this.#keepalive?.stop();
    this.#roundTrips.endAll();
    this.#handlers.closed(reason);
  }
}

/** Turns what the codec finds wrong into what a switch answers. */
function fromCodec<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw error instanceof CodecError ? codecFault(error) : error;
  }
}

/** The transaction id of a request; 0 when not even its header has arrived. */
function xidOf(request: Uint8Array): number {
  if (request.length < HEADER_SIZE) return 0;
  return new DataView(request.buffer, request.byteOffset).getUint32(XID_OFFSET);
}
