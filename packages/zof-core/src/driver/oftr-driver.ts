import { canonicalType, encode, type MessageInput, type Port } from "zof-types";
import type { Connection } from "../connection/connection.js";
import type { ConnectionOptions } from "../connection/connection-options.js";
import { decodeFrame } from "../connection/decode-frame.js";
import { type Endpoint, endpointText } from "../connection/endpoint.js";
import type { Features } from "../connection/handshake.js";
import type { Link } from "../connection/link.js";
import type { LoadedIdentity } from "../connection/tls-identity.js";
import { ControllerError, type ControllerErrorCode } from "../controller-error.js";
import { RpcProcess } from "../rpc/rpc-process.js";
import { ChannelStream } from "./channel-stream.js";
import type { Driver, DriverEvents, Listener, ListenerOptions } from "./driver.js";

type Params = Readonly<Record<string, unknown>>;
type Call = Readonly<Record<string, unknown>>;

/** oftr writes and reads DESC_REQUEST for REQUEST.DESC from this version on. */
const SUFFIX_NAMES = /^0\.(?:5[4-9]|[6-9]\d)/;
/** From this version on ports have a message of their own. */
const VERSION_1_3 = 4;
/** Ports in one message at most: a message has 65535 bytes, a port 72 of them. */
const PORTS_AT_A_TIME = 500;
const NO_DATA = new Uint8Array(0);

/** What the handshake of the process has found out. */
interface Session {
  readonly version: number;
  readonly features: Features | undefined;
}

/** The other side of a connection. */
interface Peer {
  readonly endpoint: string;
  readonly identity: LoadedIdentity | undefined;
}

/** A connection that the process has. */
interface Channel {
  readonly connection: Connection;
  readonly stream: ChannelStream;
  endReason: string;
  session: Session | undefined;
}

/**
 * Leaves OpenFlow's transport to a process that speaks oftr's JSON-RPC. Messages are turned into OpenFlow's
 * bytes on their way in, and into objects on their way out, so that everything above is the same as with
 * sockets of our own.
 */
export class OftrDriver implements Driver {
  readonly #words: readonly string[];
  readonly #channels = new Map<number, Channel>();
  readonly #tlsIds = new WeakMap<LoadedIdentity, Promise<number>>();
  #process: RpcProcess | undefined;
  #events: DriverEvents | undefined;
  #listening: ListenerOptions | undefined;
  #suffixNames = false;

  /** @param words - the program and its arguments. */
  constructor(words: readonly string[]) {
    this.#words = words;
  }

  async start(events: DriverEvents): Promise<void> {
    this.#events = events;
    let started = false;
    this.#process = new RpcProcess(this.#words, {
      notified: (params) => this.#notified(params),
      ended: (reason) => {
        for (const { stream } of this.#channels.values()) stream.destroy(new Error(reason));
        this.#channels.clear();
        if (started) events.lost(reason);
      },
    });
    const { api_version, sw_desc } = await this.#process.call("OFP.DESCRIPTION");
    if (Number(api_version) !== 0.9) {
      await this.stop();
      const reason = `${this.#words[0]} has version ${api_version} of the service, 0.9 is needed`;
      throw new ControllerError("driver_failed", reason);
    }
    this.#suffixNames = SUFFIX_NAMES.test(String(sw_desc));
    started = true;
  }

  async listen(endpoint: Endpoint, options: ListenerOptions): Promise<Listener> {
    const { identity, connection } = options;
    // The service does not say which listener a connection is from; they all have the controller's options.
    this.#listening = options;
    const { conn_id } = await this.#call("listen_failed", "OFP.LISTEN", {
      endpoint: textOf(endpoint),
      ...(await this.#params(identity, connection)),
    });
    const { stats } = await this.#call("listen_failed", "OFP.LIST_CONNECTIONS", { conn_id });
    const [found] = stats as { local_endpoint?: unknown }[];
    return {
      endpoint: String(found?.local_endpoint ?? textOf(endpoint)),
      close: () => this.#process?.notify("OFP.CLOSE", { conn_id }),
    };
  }

  async connect(
    endpoint: Endpoint,
    identity: LoadedIdentity | undefined,
    options: ConnectionOptions,
  ): Promise<Connection> {
    const params = { endpoint: textOf(endpoint), ...(await this.#params(identity, options)) };
    const peer = {
      endpoint: endpointText("path" in endpoint ? endpoint : { host: "localhost", ...endpoint }),
      identity,
    };
    let channel: Channel | undefined;
    // At once, because CHANNEL_UP may follow in the same chunk.
    await this.#call("connect_failed", "OFP.CONNECT", params, ({ conn_id }) => {
      channel = this.#addChannel(Number(conn_id), peer, options);
    });
    return (channel as unknown as Channel).connection;
  }

  async stop(): Promise<void> {
    await this.#process?.end();
  }

  async #params(identity: LoadedIdentity | undefined, options: ConnectionOptions): Promise<Call> {
    const { versions, requestFeatures, auxiliary } = options;
    const names = requestFeatures ? ["FEATURES_REQ", ...(auxiliary ? ["AUXILIARY"] : [])] : [];
    return { versions, options: names, tls_id: identity === undefined ? 0 : await this.#tlsId(identity) };
  }

  #tlsId(identity: LoadedIdentity): Promise<number> {
    const known = this.#tlsIds.get(identity);
    if (known !== undefined) return known;
    const { cert, key: privkey, ca: cacert = "", keylog = "" } = identity;
    const params = { cert, privkey, cacert, keylog };
    const id = this.#call("bad_certificate", "OFP.ADD_IDENTITY", params).then(({ tls_id }) => Number(tls_id));
    this.#tlsIds.set(identity, id);
    return id;
  }

  async #call(
    code: ControllerErrorCode,
    method: string,
    params: object,
    received?: (result: Params) => void,
  ): Promise<Params> {
    try {
      return await this.#running.call(method, params, received);
    } catch (error) {
      throw new ControllerError(code, (error as ControllerError).reason, { cause: error });
    }
  }

  #addChannel(id: number, peer: Peer, options: ConnectionOptions): Channel {
    const stream = new ChannelStream({
      send: (message, done) => this.#send(id, message, done),
      close: () => this.#process?.notify("OFP.CLOSE", { conn_id: id }),
      full: (isFull) => (isFull ? this.#process?.pause() : this.#process?.resume()),
    });
    const link: Link = {
      stream,
      transport: peer.identity === undefined ? "TCP" : "TLS",
      // Not worth a question for each connection.
      localEndpoint: "unknown",
      remoteEndpoint: peer.endpoint,
      fullChunkBytes: Number.POSITIVE_INFINITY,
      get endReason() {
        return channel.endReason;
      },
      // The process goes through the handshake; it shows here as one HELLO, in its place in the stream.
      makeHandshake: (handshake) => ({
        begin: () => {},
        firstMessage: () => {
          const { version, features } = channel.session as Session;
          handshake.negotiated(version);
          handshake.established(features);
        },
      }),
    };
    // The connection asks for none of this before it is started, which is later.
    const channel = { stream, endReason: "closed by the switch", session: undefined } as unknown as Channel;
    if (this.#events === undefined) throw new Error("the driver has not started");
    Object.assign(channel, { connection: this.#events.connected(link, options) });
    this.#channels.set(id, channel);
    return channel;
  }

  #send(conn_id: number, message: object & { type: string }, done: () => void): void {
    const { input } = this.#running;
    const type = this.#suffixNames ? suffixed(message.type) : message.type;
    this.#running.notify("OFP.SEND", { ...message, type, conn_id });
    if (input.writableNeedDrain) input.once("drain", done);
    else done();
  }

  #notified(params: Params): void {
    const id = Number(params.conn_id ?? 0);
    switch (params.type) {
      case "CHANNEL_UP":
        this.#up(id, params);
        break;
      case "CHANNEL_DOWN":
        this.#down(id, params);
        break;
      case "CHANNEL_ALERT":
        this.#alert(id, params);
        break;
      default:
        this.#message(id, params);
    }
  }

  #up(id: number, { msg, version }: Params): void {
    const { endpoint, features } = msg as { endpoint: string; features?: Params };
    const options = this.#listening;
    const channel =
      this.#channels.get(id) ??
      (options === undefined
        ? undefined
        : this.#addChannel(id, { endpoint, identity: options.identity }, options.connection));
    if (channel === undefined) return;
    const wire = Number(version);
    this.#establish(channel, wire, features === undefined ? undefined : readFeatures(features, wire));
  }

  #establish(channel: Channel, version: number, features: Features | undefined): void {
    channel.session = { version, features };
    channel.stream.receive(encode({ type: "HELLO", version, msg: {} }));
  }

  #down(id: number, { msg }: Params): void {
    const channel = this.#channels.get(id);
    if (channel === undefined) return;
    this.#channels.delete(id);
    const reason = (msg as Params | undefined)?.reason;
    if (typeof reason === "string") channel.endReason = reason;
    channel.stream.push(null);
  }

  #alert(id: number, { msg, xid }: Params): void {
    const { message, alert, data } = (msg ?? {}) as Params;
    const reason = String(message ?? alert);
    const bytes = typeof data === "string" ? new Uint8Array(Buffer.from(data, "hex")) : NO_DATA;
    const channel = this.#channels.get(id);
    if (channel === undefined) {
      this.#events?.refused(reason, "", bytes);
      return;
    }
    const { connection, stream } = channel;
    const report = () => {
      connection.alert(reason, bytes, Number(xid ?? 0));
      if (Number(xid) > 0) connection.undelivered(Number(xid), reason);
    };
    // Not before CHANNEL_UP, which waits in the stream to be read.
    if (stream.readableLength === 0) report();
    else setImmediate(report);
  }

  #message(id: number, params: Params): void {
    const channel = this.#channels.get(id) ?? this.#auxiliary(id, params);
    if (channel === undefined) return;
    try {
      channel.stream.receive(encode(readMessage(params)));
    } catch (error) {
      const { message } = error as Error;
      channel.connection.alert(`the message of the driver cannot be understood: ${message}`);
    }
  }

  /** An auxiliary connection is not reported as up: its first message shows it. */
  #auxiliary(id: number, { datapath_id, auxiliary_id, version }: Params): Channel | undefined {
    const main = [...this.#channels.values()].find(
      ({ connection }) => connection.datapath_id === datapath_id && connection.auxiliary_id === 0,
    );
    const features = main?.connection.features;
    if (features === undefined || !(Number(auxiliary_id) > 0) || this.#listening === undefined)
      return undefined;
    const { identity, connection } = this.#listening;
    const endpoint = main?.connection.remoteEndpoint ?? "unknown";
    const channel = this.#addChannel(id, { endpoint, identity }, connection);
    this.#establish(channel, Number(version), { ...features, auxiliary_id: Number(auxiliary_id) });
    return channel;
  }

  get #running(): RpcProcess {
    if (this.#process === undefined) throw new Error("the driver has not started");
    return this.#process;
  }
}

/** What the codec needs of a message: nothing that only tells the reader something. */
function readMessage({ type, version, xid, flags, msg }: Params): MessageInput {
  const body = isObject(msg)
    ? Object.fromEntries(Object.entries(msg).filter(([key]) => key[0] !== "_"))
    : msg;
  return { type: prefixed(String(type)), version, xid, flags, msg: body } as MessageInput;
}

/** The features as the codec would have decoded them: it encodes and decodes them. */
function readFeatures({ ports = [], ...features }: Params, version: number): Features {
  const round = (message: unknown) => {
    const bytes = encode(message as MessageInput);
    return decodeFrame(bytes, 0, bytes.length).msg;
  };
  if (version < VERSION_1_3)
    return round({ type: "FEATURES_REPLY", version, msg: { ...features, ports } }) as Features;
  const decoded: Port[] = [];
  const all = ports as readonly unknown[];
  for (let start = 0; start < all.length; start += PORTS_AT_A_TIME) {
    const msg = all.slice(start, start + PORTS_AT_A_TIME);
    decoded.push(...(round({ type: "REPLY.PORT_DESC", version, msg }) as Port[]));
  }
  return { ...(round({ type: "FEATURES_REPLY", version, msg: features }) as Features), ports: decoded };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function suffixed(type: string): string {
  return type.replace(/^(REQUEST|REPLY)\.(.+)$/, "$2_$1");
}

function prefixed(type: string): string {
  return canonicalType(type) ?? type;
}

/** The endpoint as the service reads it: a port of all addresses is a bare number there. */
function textOf(endpoint: Endpoint): string {
  const allAddresses = "port" in endpoint && endpoint.host === undefined;
  return allAddresses ? `${endpoint.port}` : endpointText(endpoint);
}
