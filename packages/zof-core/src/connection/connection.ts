import type { Socket } from "node:net";
import { CodecError, type Writer } from "zof-codec";
import { type Channel, type ReplySink, RequestError } from "zof-compile";
import type { Message, MessageBodyInputs, MessageInput } from "zof-types";
import { encodeMessage } from "zof-types/internal";
import type { Datapath } from "../datapath/datapath.js";
import { ScopeEndedError } from "../tasks/scope-ended-error.js";
import { TaskScope } from "../tasks/task-scope.js";
import { closeSocket } from "./close-socket.js";
import type { ConnectionEvents } from "./connection-events.js";
import type { ConnectionOptions } from "./connection-options.js";
import type { ConnectionState } from "./connection-state.js";
import { decodeFrame } from "./decode-frame.js";
import { EarlyFrames } from "./early-frames.js";
import { formatEndpoint } from "./endpoint.js";
import { errorReplyTo, partialRequestError } from "./error-reply.js";
import { appendEchoReply, canBeReply, MessageTypeByte, xidOf } from "./frame-header.js";
import { type Features, Handshake } from "./handshake.js";
import { Inbox } from "./inbox.js";
import { Keepalive } from "./keepalive.js";
import { OutputBuffer } from "./output-buffer.js";
import { PartialRequests } from "./partial-requests.js";
import { PendingRequests } from "./pending-requests.js";
import { SocketReader } from "./socket-reader.js";

const NO_DATA = new Uint8Array(0);

/** One OpenFlow connection over a TCP or TLS socket: handshake, keepalive, requests, reading and writing. */
export class Connection implements Channel {
  /** Never used for another connection of this process. */
  readonly conn_id: number;
  readonly transport: "TCP" | "TLS";
  readonly localEndpoint: string;
  readonly remoteEndpoint: string;
  /** Tasks that end with this connection. */
  readonly scope = new TaskScope();
  /** The wire version; the highest offered until one is negotiated. */
  version: number;
  /** Requests of the other side of which parts are missing. */
  readonly partialRequests: PartialRequests;
  /** What the switch said of itself, once it has. */
  features: Features | undefined;
  /** What the apps know this switch as, from CHANNEL_UP on. */
  datapath: Datapath | undefined;
  /** When the chunk that is worked on was read, in milliseconds since the epoch: one reading of the clock for all its messages. */
  lastHeardMs = Date.now();

  #state: ConnectionState = { phase: "handshaking", awaiting: "hello" };
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #handshake: Handshake;
  readonly #handshakeTimer: NodeJS.Timeout;
  readonly #keepalive: Keepalive;
  readonly #pending: PendingRequests;
  readonly #output: OutputBuffer;
  readonly #reader: SocketReader;
  readonly #inbox: Inbox;
  readonly #early: EarlyFrames;

  /**
   * @param socket - connected.
   * @param makeEvents - makes what this connection reports to.
   */
  constructor(
    connId: number,
    socket: Socket,
    encrypted: boolean,
    options: ConnectionOptions,
    makeEvents: (connection: Connection) => ConnectionEvents,
  ) {
    this.conn_id = connId;
    this.transport = encrypted ? "TLS" : "TCP";
    this.localEndpoint = formatEndpoint(socket.localAddress, socket.localPort);
    this.remoteEndpoint = options.remoteEndpoint ?? formatEndpoint(socket.remoteAddress, socket.remotePort);
    this.version = Math.max(...options.versions);
    this.#socket = socket;
    this.#events = makeEvents(this);
    this.#pending = new PendingRequests(options.maxReplyBytes);
    this.#early = new EarlyFrames(options.maxEarlyBytes);
    this.partialRequests = new PartialRequests({
      maxBytes: options.maxRequestBytes,
      timeoutMs: options.requestPartTimeoutMs,
      dropped: (cause, first) => {
        const { reason, reply } = partialRequestError(cause, this.version, first);
        this.#refuse(reason, reply, first);
      },
    });
    this.#handshake = new Handshake(
      {
        negotiated: (version) => {
          this.version = version;
        },
        awaiting: (step) => {
          this.#state = { phase: "handshaking", awaiting: step };
        },
        sendMessage: (message) => this.sendMessage(message),
        sendRequest: (message, sink, timeoutMs) => this.sendRequest(message, sink, timeoutMs),
        established: (features) => this.#established(features),
        failed: (reason, data) => this.fail(reason, data),
      },
      options,
    );
    this.#keepalive = new Keepalive(
      {
        lastHeardMs: () => this.lastHeardMs,
        sendEcho: (sink, timeoutMs) => this.sendRequest({ type: "ECHO_REQUEST", msg: {} }, sink, timeoutMs),
        peerDead: (silenceMs) => this.fail(this.#silenceReason(silenceMs)),
      },
      options.echoIntervalMs,
      options.echoTimeoutMs,
    );
    this.#inbox = new Inbox({
      enter: (work) => {
        this.#output.hold();
        this.#events.enter(work);
      },
      frame: (bytes, start, end) => this.#frame(bytes, start, end),
      done: () => this.#output.release(),
      broken: (error, rest) => this.#broken(error, rest),
    });
    this.#reader = new SocketReader(socket, encrypted, (chunk) => {
      this.lastHeardMs = Date.now();
      this.#inbox.receive(chunk);
    });
    this.#output = new OutputBuffer(socket, options.maxPendingOutputBytes, {
      overflow: (bytes) =>
        this.fail(`${bytes} bytes wait for the switch to read them (maxPendingOutputBytes)`),
      congested: () => this.#reader.blockUntilDrained(),
    });
    this.#handshakeTimer = setTimeout(
      () => this.fail(`the handshake took longer than ${options.handshakeTimeoutMs} ms`),
      options.handshakeTimeoutMs,
    );
    this.#listen();
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get datapath_id(): string | undefined {
    return this.features?.datapath_id;
  }

  /** Above 0 for an auxiliary connection of a datapath (OpenFlow 1.3.5, 6.3.7). */
  get auxiliary_id(): number {
    return this.features?.auxiliary_id ?? 0;
  }

  get output(): Writer {
    return this.#output.writer;
  }

  flushSoon(): void {
    this.#output.flushSoon();
  }

  nextXid(): number {
    return this.#pending.nextXid();
  }

  expect(xid: number, sink: ReplySink, timeoutMs: number): void {
    if (this.#state.phase === "closed") sink.fail(new RequestError("closed", this.#state.reason));
    else this.#pending.expect(xid, sink, timeoutMs);
  }

  /** Begins the handshake. Until then nothing is read, and the time for it runs already. */
  start(): void {
    if (this.#state.phase === "closed") return;
    this.#reader.start();
    this.#handshake.begin();
    this.#output.flush();
  }

  /**
   * Sends a message given as an object, with the xid it has or a new one, and returns that xid.
   *
   * @throws CodecError when it cannot be encoded.
   * @throws RequestError `closed`.
   */
  sendMessage(message: MessageInput): number {
    if (this.#state.phase === "closed") throw new RequestError("closed", this.#state.reason);
    const xid = message.xid ?? this.nextXid();
    const before = this.output.length;
    try {
      encodeMessage(this.output, message, this.version, xid);
    } catch (error) {
      this.output.length = before;
      throw error;
    }
    this.flushSoon();
    return xid;
  }

  /** Sends a message whose replies go to `sink`. */
  sendRequest(message: MessageInput, sink: ReplySink, timeoutMs: number): void {
    this.expect(this.sendMessage(message), sink, timeoutMs);
  }

  /** Says that a message cannot be read: to the apps, and to the switch where the specification asks for it. */
  reject(error: CodecError, frame: Uint8Array): void {
    this.#refuse(error.message, errorReplyTo(error, frame), frame);
  }

  /** Reports to the apps that something is wrong; `data` is the message that was the reason. */
  alert(reason: string, data: Uint8Array = NO_DATA): void {
    this.#events.alert(reason, data, 0);
  }

  /** Closes the connection and says why with an alert. */
  fail(reason: string, data?: Uint8Array): void {
    if (this.#state.phase === "closed") return;
    this.alert(reason, data);
    this.close(reason);
  }

  /** Closes the connection. What was sent before still goes out; all that waits is settled, tasks are aborted. */
  close(reason: string): void {
    if (this.#state.phase === "closed") return;
    this.#output.flush();
    this.#state = { phase: "closed", reason };
    clearTimeout(this.#handshakeTimer);
    this.#keepalive.stop();
    this.#inbox.stop();
    this.#output.close();
    this.#pending.close(reason);
    this.partialRequests.clear();
    closeSocket(this.#socket);
    this.scope.abort(new ScopeEndedError(`connection ${this.conn_id} is closed: ${reason}`));
    this.#events.down(reason);
  }

  /** Works on one message. Returns whether tasks may have been started, which should run before the next one. */
  #frame(bytes: Uint8Array, start: number, end: number): boolean {
    const state = this.#state;
    if (state.phase === "handshaking" && state.awaiting === "hello") {
      this.#handshake.firstMessage(bytes.slice(start, end));
      return true;
    }
    const version = bytes[start] as number;
    const type = bytes[start + 1] as number;
    if (version !== this.version) {
      const reason = `the message has wire version ${version}, version ${this.version} was negotiated`;
      const error = new CodecError("bad_version", reason, { path: "version", offset: 0 });
      this.reject(error, bytes.slice(start, end));
      return false;
    }
    if (type === MessageTypeByte.ECHO_REQUEST) {
      appendEchoReply(this.output, bytes, start, end);
      this.flushSoon();
      return false;
    }
    if (this.#pending.size > 0 && canBeReply(type) && this.#pending.has(xidOf(bytes, start))) {
      this.#reply(bytes, start, end);
      return true;
    }
    if (state.phase === "up") return this.#events.message(bytes, start, end);
    this.#early.add(bytes, start, end);
    return false;
  }

  #refuse(reason: string, reply: MessageBodyInputs["ERROR"] | undefined, frame: Uint8Array): void {
    const xid = frame.length >= 8 ? xidOf(frame, 0) : 0;
    this.#events.alert(reason, frame, xid);
    if (reply !== undefined && this.#state.phase !== "closed") {
      this.sendMessage({ type: "ERROR", xid, msg: reply });
    }
  }

  #established(features: Features | undefined): void {
    clearTimeout(this.#handshakeTimer);
    this.features = features;
    this.#pending.datapath_id = features?.datapath_id;
    this.#state = { phase: "up" };
    this.#keepalive.start();
    this.#inbox.replay(this.#early.take());
    this.#events.up();
    const { dropped } = this.#early;
    if (dropped > 0) this.alert(`${dropped} messages that came before CHANNEL_UP were dropped`);
  }

  #reply(bytes: Uint8Array, start: number, end: number): void {
    let reply: Message;
    try {
      reply = decodeFrame(bytes, start, end);
    } catch (cause) {
      const error = cause as CodecError;
      this.reject(error, bytes.slice(start, end));
      const text = `the reply cannot be read: ${error.message}`;
      this.#pending.fail(xidOf(bytes, start), new RequestError("delivery", text, { cause }));
      return;
    }
    this.#pending.reply(reply, end - start);
  }

  /** Whatever goes wrong with the messages of a switch ends its connection, and no other. */
  #broken(error: Error, rest: Uint8Array): void {
    if (error instanceof CodecError) this.reject(error, rest);
    else this.alert(`internal error: ${error.stack}`, rest);
    this.close(error.message);
  }

  #silenceReason(silenceMs: number): string {
    const { pendingBytes } = this.#output;
    const unread = pendingBytes > 0 ? `, ${pendingBytes} bytes wait for it to read them` : "";
    return `the switch has been silent for ${silenceMs} ms and does not answer an ECHO_REQUEST${unread}`;
  }

  #listen(): void {
    const socket = this.#socket;
    socket.setNoDelay(true);
    socket.on("end", () => this.close("closed by the switch"));
    socket.on("error", (error) => this.close(`connection lost: ${error.message}`));
    socket.on("close", () => {
      this.close("connection lost");
      this.#events.gone();
    });
  }
}
