import { VERSIONS } from "zof-types";

/** Times and limits of a connection. Every one has a default; see {@link DEFAULT_CONNECTION_OPTIONS}. */
export interface ConnectionOptions {
  /** Wire versions offered in the HELLO, 1 (OpenFlow 1.0) to 6 (1.5). */
  readonly versions: readonly number[];
  /**
   * Whether to ask for features and ports before the connection is up. False for a connection whose other
   * side is no switch: it is up after the HELLOs and has no datapath id.
   */
  readonly requestFeatures: boolean;
  /** How long a new connection may take until it is up. */
  readonly handshakeTimeoutMs: number;
  /** How long a switch may be silent before it gets an ECHO_REQUEST. */
  readonly echoIntervalMs: number;
  /** How long it may then stay silent before the connection is closed. */
  readonly echoTimeoutMs: number;
  /** Bytes that may wait for a switch to read them; beyond, the connection is closed. Above 1/16 of it nothing more is read from that switch. */
  readonly maxPendingOutputBytes: number;
  /** Bytes that the reply to one request may have, all parts of a multipart reply together; beyond, the request fails. */
  readonly maxReplyBytes: number;
  /**
   * Bytes that multipart requests of the other side may have while parts of them are missing (when this side is the
   * switch); what is beyond is refused with MULTIPART_BUFFER_OVERFLOW.
   */
  readonly maxRequestBytes: number;
  /** How long the next part of such a request may take; then it is dropped, and answered with MULTIPART_REQUEST_TIMEOUT. */
  readonly requestPartTimeoutMs: number;
  /** Bytes of messages kept that arrive before the connection is up; what is beyond is dropped and said in a CHANNEL_ALERT. */
  readonly maxEarlyBytes: number;
  /** What the other side is called, when its socket has no address. */
  readonly remoteEndpoint?: string | undefined;
}

export const DEFAULT_CONNECTION_OPTIONS: ConnectionOptions = {
  versions: VERSIONS,
  requestFeatures: true,
  handshakeTimeoutMs: 10_000,
  echoIntervalMs: 10_000,
  echoTimeoutMs: 10_000,
  maxPendingOutputBytes: 16 * 1024 * 1024,
  maxReplyBytes: 64 * 1024 * 1024,
  maxRequestBytes: 4 * 1024 * 1024,
  requestPartTimeoutMs: 10_000,
  maxEarlyBytes: 256 * 1024,
};
