import type { ConnectionOptions } from "node:tls";
import { wholeNumber } from "../whole-number.js";

/** How switches reach a controller. */
export interface ConnectOptions {
  /** Default "127.0.0.1". */
  readonly host?: string;
  readonly port: number;
  /** With it the switch speaks TLS: whom it trusts (`ca`), and who it is (`cert`, `key`), as Node.js has them. Default: no TLS. */
  readonly tls?: Pick<ConnectionOptions, "ca" | "cert" | "key" | "servername" | "checkServerIdentity">;
  /** Whether a switch tries again when the connection fails or ends. Default true. */
  readonly reconnect?: boolean;
  /** Wait before the first new attempt; doubled for each that fails. Default 250 ms. */
  readonly reconnectDelayMs?: number;
  /** Longest wait between attempts. Default 8000 ms. */
  readonly maxReconnectDelayMs?: number;
  /** How long the controller may take to answer HELLO. Default 5000 ms. */
  readonly handshakeTimeoutMs?: number;
  /** Time without a message after which an ECHO_REQUEST asks for one; as long again without answer ends the connection. Default 15000 ms. */
  readonly echoIntervalMs?: number;
  /** Bytes that may wait to be sent; beyond, asynchronous messages are dropped and requests not read. At least 65536, default 4 MiB. */
  readonly maxOutputBytes?: number;
}

/** Connect options with every default filled in. */
export type ConnectSettings = Required<Omit<ConnectOptions, "tls">> & Pick<ConnectOptions, "tls">;

/** @throws RangeError for a port or a limit that makes no sense */
export function connectSettings(options: ConnectOptions): ConnectSettings {
  const settings = {
    host: "127.0.0.1",
    reconnect: true,
    reconnectDelayMs: 250,
    maxReconnectDelayMs: 8000,
    handshakeTimeoutMs: 5000,
    echoIntervalMs: 15_000,
    maxOutputBytes: 4 * 1024 * 1024,
    ...options,
  };
  const { port, maxOutputBytes } = settings;
  wholeNumber("port", port, 1, 65535);
  // The size of the largest message.
  wholeNumber("maxOutputBytes", maxOutputBytes, 65536);
  return settings;
}
