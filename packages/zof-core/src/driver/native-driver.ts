import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions as TlsConnectionOptions } from "node:tls";
import type { Connection } from "../connection/connection.js";
import type { ConnectionOptions } from "../connection/connection-options.js";
import { type Endpoint, endpointText } from "../connection/endpoint.js";
import { socketLink } from "../connection/link.js";
import type { LoadedIdentity } from "../connection/tls-identity.js";
import { ControllerError, systemReason } from "../controller-error.js";
import type { Driver, DriverEvents, Listener, ListenerOptions } from "./driver.js";
import { openListener } from "./open-listener.js";

/** Speaks OpenFlow over TCP, TLS and unix sockets of this process. */
export class NativeDriver implements Driver {
  #events: DriverEvents | undefined;

  async start(events: DriverEvents): Promise<void> {
    this.#events = events;
  }

  listen(endpoint: Endpoint, options: ListenerOptions): Promise<Listener> {
    return openListener(endpoint, options, {
      accepted: (socket, encrypted) => this.#connected(socket, encrypted, options.connection),
      refused: (reason, remote) => this.#events?.refused(reason, remote),
    });
  }

  async connect(
    endpoint: Endpoint,
    identity: LoadedIdentity | undefined,
    options: ConnectionOptions,
  ): Promise<Connection> {
    const socket = await openSocket(endpoint, identity, options.handshakeTimeoutMs);
    const remoteEndpoint = "path" in endpoint ? endpointText(endpoint) : undefined;
    return this.#connected(socket, identity !== undefined, options, remoteEndpoint);
  }

  async stop(): Promise<void> {
    // Listeners and connections are all there is, and they are closed.
  }

  #connected(
    socket: Socket,
    encrypted: boolean,
    options: ConnectionOptions,
    remoteEndpoint?: string,
  ): Connection {
    if (this.#events === undefined) throw new Error("the driver has not started");
    return this.#events.connected(socketLink(socket, encrypted, remoteEndpoint), options);
  }
}

function openSocket(
  endpoint: Endpoint,
  identity: LoadedIdentity | undefined,
  timeoutMs: number,
): Promise<Socket> {
  const target = "path" in endpoint ? endpoint : { host: "localhost", ...endpoint };
  return new Promise((resolve, reject) => {
    const connected = () => {
      clearTimeout(timer);
      socket.off("error", failed);
      resolve(socket);
    };
    const socket: Socket =
      identity === undefined
        ? connectTcp(target, connected)
        : connectTls({ ...target, ...tlsOptions(identity) }, connected);
    const failed = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      const reason = `cannot connect to ${endpointText(target)}: ${systemReason(error)}`;
      reject(new ControllerError("connect_failed", reason, { cause: error }));
    };
    const timer = setTimeout(() => failed(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    socket.once("error", failed);
  });
}

/** A switch's certificate is checked against the authority, not against a host name: it has none. */
function tlsOptions({ keylog: _, ...credentials }: LoadedIdentity): TlsConnectionOptions {
  const rejectUnauthorized = credentials.ca !== undefined;
  return { ...credentials, rejectUnauthorized, checkServerIdentity: () => undefined };
}
