import {
  type Connection,
  type ConnectionOptions,
  checkVersions,
  NativeDriver,
  parseEndpoint,
  Switchboard,
} from "zof-core/internal";
import { VERSIONS } from "zof-types";
import { formatJson } from "zof-types/internal";
import type { MultipartNames } from "../output/multipart-names.js";
import { ConnectionReports } from "./connection-reports.js";
import { Identities } from "./identities.js";
import { alertParams } from "./notifications.js";
import { RequestParams } from "./request-params.js";
import { RpcError, RpcErrorCode, toRpcError } from "./rpc-error.js";
import { BadRequest, type RpcRequest, readRequest } from "./rpc-request.js";
import { flagsOf, sendMessage } from "./send-message.js";

/** Where the service's own transaction ids begin: those below are left to the client. */
export const FIRST_OWN_XID = 0xffff0000;

const API_VERSION = "0.9";
const NO_DATA = new Uint8Array(0);

/** How the service sends, and what it is called. */
export interface RpcServiceOptions {
  /** Sends one message. Returns false when it is too long to be sent. */
  readonly send: (text: string) => boolean;
  readonly software: string;
  readonly names: MultipartNames;
  /** Open connections of a listener; more are refused. */
  readonly maxConnections: number;
  /** Times and limits of the connections. */
  readonly connection: ConnectionOptions;
}

type Method = (params: RequestParams, raw: Readonly<Record<string, unknown>>) => unknown;

/** OpenFlow as a JSON-RPC service: answers requests, reports what happens on the connections it has. */
export class RpcService {
  readonly names: MultipartNames;
  congested = false;
  readonly #options: RpcServiceOptions;
  readonly #switchboard: Switchboard;
  readonly #identities = new Identities();
  readonly #methods: Readonly<Record<string, Method>>;

  constructor(options: RpcServiceOptions) {
    this.#options = options;
    this.names = options.names;
    const switchboard: Switchboard = new Switchboard({
      makeEvents: (connection) => {
        if (this.congested) queueMicrotask(() => this.congested && connection.pauseReading());
        return new ConnectionReports(connection, switchboard.connections, this);
      },
      refused: (reason, endpoint, conn_id, data = NO_DATA) => {
        this.notify(alertParams(`${endpoint}: ${reason}`, data, 0, { conn_id }));
      },
      lost: () => {},
    });
    this.#switchboard = switchboard;
    this.#methods = {
      "OFP.DESCRIPTION": () => this.#description(),
      "OFP.LISTEN": (params) => this.#listen(params),
      "OFP.CONNECT": (params) => this.#connect(params),
      "OFP.CLOSE": (params) => this.#close(params),
      "OFP.LIST_CONNECTIONS": (params) => this.#list(params),
      "OFP.ADD_IDENTITY": (params) => ({ tls_id: this.#identities.add(params) }),
      "OFP.SEND": (params, message) => ({ data: sendMessage(() => this.#destination(params), message) }),
    };
  }

  async start(): Promise<void> {
    await this.#switchboard.start(new NativeDriver());
    this.#switchboard.open();
  }

  /** Closes everything, with what switches have still to be sent. */
  async stop(): Promise<void> {
    this.#switchboard.closeListeners();
    this.#switchboard.closeConnections("the service ends");
    await this.#switchboard.connections.emptied();
  }

  /** Sends an OFP.MESSAGE; false when it is too long. */
  notify(params: object): boolean {
    return this.#options.send(formatJson({ method: "OFP.MESSAGE", params }));
  }

  /** The client does not read what it is sent: nothing more is read from switches until it does. */
  setCongested(congested: boolean): void {
    this.congested = congested;
    for (const connection of this.#switchboard.connections.all()) {
      if (congested) connection.pauseReading();
      else connection.resumeReading();
    }
  }

  /** Takes a request; its reply is sent when it is there. */
  receive(text: string): void {
    if (text.trim() === "") return;
    let request: RpcRequest;
    try {
      request = readRequest(text);
    } catch (error) {
      const { code, message } = toRpcError(error);
      this.reply(error instanceof BadRequest ? error.id : null, { error: { code, message } });
      return;
    }
    void this.#serve(request);
  }

  /** Sends a reply, or an error in place of one that is too long. */
  reply(
    id: bigint | null,
    content: { result: unknown } | { error: { code: number; message: string } },
  ): void {
    if (this.#options.send(formatJson({ id, ...content }))) return;
    const error = { code: RpcErrorCode.INVALID_REQUEST, message: "the reply is too large for the service" };
    this.#options.send(formatJson({ id, error }));
  }

  async #serve(request: RpcRequest): Promise<void> {
    const { id, method, params } = request;
    try {
      const call = Object.hasOwn(this.#methods, method) ? this.#methods[method] : undefined;
      if (call === undefined) {
        throw new RpcError(RpcErrorCode.METHOD_NOT_FOUND, `unknown method "${method}"`);
      }
      const answer = call(new RequestParams(params), params);
      // What needs no waiting is answered at once, in the order of the requests.
      const result = answer instanceof Promise ? await answer : answer;
      if (id !== undefined) this.reply(id, { result });
    } catch (thrown) {
      const error = toRpcError(thrown);
      if (id !== undefined) this.reply(id, { error: { code: error.code, message: error.message } });
      else if (method === "OFP.SEND") this.#undelivered(error, params);
    }
  }

  #undelivered(error: RpcError, message: Readonly<Record<string, unknown>>): void {
    if (flagsOf(message).includes("NO_ALERT")) return;
    const origin = { conn_id: Number(message.conn_id) || 0, ...datapathOf(message) };
    this.notify(alertParams(error.message, NO_DATA, Number(message.xid) || 0, origin));
  }

  #description(): object {
    return { api_version: API_VERSION, sw_desc: this.#options.software, versions: VERSIONS };
  }

  async #listen(params: RequestParams): Promise<object> {
    const { conn_id } = await this.#switchboard.listen(parseEndpoint(params.text("endpoint")), {
      identity: this.#identities.find(params.id("tls_id")),
      maxConnections: this.#options.maxConnections,
      connection: this.#connectionOptions(params),
    });
    return { conn_id };
  }

  async #connect(params: RequestParams): Promise<object> {
    const identity = this.#identities.find(params.id("tls_id"));
    const options = this.#connectionOptions(params);
    const endpoint = parseEndpoint(params.text("endpoint"));
    const { conn_id } = await this.#switchboard.connect(endpoint, identity, options);
    return { conn_id };
  }

  #close(params: RequestParams): object {
    const conn_id = params.id("conn_id");
    const datapath_id = params.datapathId();
    if (conn_id === 0 && datapath_id === undefined) {
      throw new RpcError(RpcErrorCode.INVALID_OPTIONS, "conn_id or datapath_id is needed");
    }
    const listener = this.#switchboard.listeners.find((each) => each.conn_id === conn_id);
    if (listener !== undefined && datapath_id === undefined) {
      listener.close();
      return { count: 1 };
    }
    const connection = this.#find(conn_id, datapath_id);
    connection?.close("closed by the controller");
    return { count: connection === undefined ? 0 : 1 };
  }

  #list(params: RequestParams): object {
    const wanted = params.id("conn_id");
    const listeners = this.#switchboard.listeners.map(({ conn_id, endpoint }) => ({
      local_endpoint: endpoint,
      remote_endpoint: "",
      datapath_id: "",
      conn_id,
      auxiliary_id: 0,
      transport: "NONE",
    }));
    const connections = [...this.#switchboard.connections.all()].map((connection) => ({
      local_endpoint: connection.localEndpoint,
      remote_endpoint: connection.remoteEndpoint,
      datapath_id: connection.datapath_id ?? "",
      conn_id: connection.conn_id,
      auxiliary_id: connection.auxiliary_id,
      transport: connection.transport,
    }));
    return {
      stats: [...listeners, ...connections].filter(({ conn_id }) => wanted === 0 || conn_id === wanted),
    };
  }

  #destination(params: RequestParams): Connection {
    const conn_id = params.id("conn_id");
    const datapath_id = params.datapathId();
    const connection = this.#find(conn_id, datapath_id);
    if (connection !== undefined) return connection;
    const names = [
      ...(conn_id === 0 ? [] : [`conn_id ${conn_id}`]),
      ...(datapath_id === undefined ? [] : [`datapath_id ${datapath_id}`]),
    ];
    const what = names.length === 0 ? "connection; no conn_id or datapath_id" : names.join(" with ");
    throw new RpcError(RpcErrorCode.CONNECTION_NOT_FOUND, `unable to locate ${what}`);
  }

  /** The connection that is up and matches all ids given. */
  #find(connId: number, datapathId: string | undefined): Connection | undefined {
    const { connections } = this.#switchboard;
    const connection = connId === 0 ? connections.byDatapath(datapathId ?? "") : connections.byId(connId);
    if (connection?.state.phase !== "up") return undefined;
    return datapathId === undefined || connection.datapath_id === datapathId ? connection : undefined;
  }

  #connectionOptions(params: RequestParams): ConnectionOptions {
    const given = params.list("options");
    const unknown = given.find((option) => !OPTIONS.includes(option));
    if (unknown !== undefined) {
      throw new RpcError(
        RpcErrorCode.INVALID_OPTIONS,
        `params.options: ${formatJson(unknown)} is not one of ${OPTIONS.join(", ")}`,
      );
    }
    const requestFeatures = given.includes("FEATURES_REQ");
    const auxiliary = given.includes("AUXILIARY");
    if (auxiliary && !requestFeatures) {
      throw new RpcError(RpcErrorCode.INVALID_OPTIONS, "params.options: AUXILIARY needs FEATURES_REQ");
    }
    const versions = params.list("versions").map(Number);
    return {
      ...this.#options.connection,
      versions: versions.length === 0 ? VERSIONS : checkVersions(versions),
      requestFeatures,
      auxiliary,
      checkVersion: !given.includes("NO_VERSION_CHECK"),
      firstXid: FIRST_OWN_XID,
    };
  }
}

const OPTIONS: readonly unknown[] = ["FEATURES_REQ", "AUXILIARY", "NO_VERSION_CHECK"];

function datapathOf({ datapath_id }: Readonly<Record<string, unknown>>): { datapath_id?: string } {
  return typeof datapath_id === "string" ? { datapath_id } : {};
}
