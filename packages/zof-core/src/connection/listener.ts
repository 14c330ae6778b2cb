import { appendFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { ControllerError, systemReason } from "../controller-error.js";
import { type Endpoint, endpointText, formatEndpoint } from "./endpoint.js";
import type { LoadedIdentity } from "./tls-identity.js";

export interface ListenerOptions {
  /** For TLS; plain TCP without it. */
  readonly identity: LoadedIdentity | undefined;
  /** Connections that may be open at a time on this listener; more are refused. */
  readonly maxConnections: number;
  /** How long the TLS handshake may take. */
  readonly handshakeTimeoutMs: number;
}

/** What a listener reports. */
export interface ListenerEvents {
  /** A switch has connected; nothing has been read from the socket yet. */
  accepted(socket: Socket, encrypted: boolean): void;
  /** A connection could not be taken, for this reason. */
  refused(reason: string, remoteEndpoint: string): void;
}

/** An open port that switches connect to. */
export interface Listener {
  /** The address and port it is bound to. */
  readonly endpoint: string;
  /** Takes no more connections; those that are open stay. */
  close(): void;
}

/**
 * Listens on an endpoint, with TLS if there is an identity.
 *
 * @throws ControllerError `listen_failed`.
 */
export async function openListener(
  endpoint: Endpoint,
  options: ListenerOptions,
  events: ListenerEvents,
): Promise<Listener> {
  const { identity } = options;
  const server = identity === undefined ? tcpServer(events) : tlsServer(identity, options, events);
  const unfinished = identity === undefined ? new Map<string, Socket>() : unfinishedHandshakes(server);
  server.maxConnections = options.maxConnections;
  server.on("drop", (data) => {
    const remote = formatEndpoint(data?.remoteAddress, data?.remotePort);
    events.refused(`${options.maxConnections} connections are open (maxConnections)`, remote);
  });
  await bind(server, endpoint);
  server.on("error", (error) => events.refused(`cannot accept: ${error.message}`, "unknown"));
  const address = server.address();
  if (address === null) throw new Error("the server has no address");
  return {
    // The text is the path of a unix socket.
    endpoint: typeof address === "string" ? `unix:${address}` : formatEndpoint(address.address, address.port),
    close: () => {
      server.close();
      for (const socket of unfinished.values()) socket.destroy();
    },
  };
}

/** The sockets of a TLS server whose handshake is not finished; nobody else knows of them yet. */
function unfinishedHandshakes(server: Server): ReadonlyMap<string, Socket> {
  const sockets = new Map<string, Socket>();
  const keyOf = (socket: Socket) => formatEndpoint(socket.remoteAddress, socket.remotePort);
  server.on("connection", (socket: Socket) => {
    const key = keyOf(socket);
    sockets.set(key, socket);
    socket.once("close", () => sockets.delete(key));
  });
  server.on("secureConnection", (socket: Socket) => sockets.delete(keyOf(socket)));
  return sockets;
}

function tcpServer(events: ListenerEvents): Server {
  return createServer((socket) => events.accepted(socket, false));
}

function tlsServer(identity: LoadedIdentity, options: ListenerOptions, events: ListenerEvents): Server {
  const { keylog, ...credentials } = identity;
  const tlsOptions: TlsOptions = {
    ...credentials,
    requestCert: identity.ca !== undefined,
    rejectUnauthorized: identity.ca !== undefined,
    handshakeTimeout: options.handshakeTimeoutMs,
  };
  const server = createTlsServer(tlsOptions, (socket) => events.accepted(socket, true));
  server.on("tlsClientError", (error, socket) => {
    const remote = formatEndpoint(socket.remoteAddress, socket.remotePort);
    events.refused(`the TLS handshake failed: ${error.message}`, remote);
  });
  if (keylog !== undefined) server.on("keylog", (line) => appendFileSync(keylog, line, { mode: 0o600 }));
  return server;
}

function bind(server: Server, endpoint: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const reason = `cannot listen on ${endpointText(endpoint)}: ${systemReason(error)}`;
      reject(new ControllerError("listen_failed", reason, { cause: error }));
    });
    server.listen({ ...endpoint }, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}
