import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { formatEndpoint } from "./endpoint.js";
import type { HandshakeLink } from "./handshake.js";

/**
 * What a connection runs over: whole OpenFlow messages as bytes, both ways, and who is at the ends. All that
 * a driver has to make of a switch; everything above is the same for all drivers.
 */
export interface Link {
  readonly stream: Duplex;
  readonly transport: "TCP" | "TLS";
  readonly localEndpoint: string;
  readonly remoteEndpoint: string;
  /** Bytes of a chunk that says that there is probably more to read at once. */
  readonly fullChunkBytes: number;
  /** Why the stream has ended, in words. */
  readonly endReason: string;
  /** How the connection is set up, when it is not for us to go through the handshake. */
  readonly makeHandshake?: (link: HandshakeLink) => ConnectionSetup;
}

/** Brings a connection up; see `Handshake`. */
export interface ConnectionSetup {
  begin(): void;
  /** Takes the first message of the other side. */
  firstMessage(frame: Uint8Array): void;
}

/**
 * A TCP, TLS or unix socket, connected.
 *
 * @param remoteEndpoint - what the other side is called, when its socket has no address.
 */
export function socketLink(socket: Socket, encrypted: boolean, remoteEndpoint?: string): Link {
  socket.setNoDelay(true);
  return {
    stream: socket,
    transport: encrypted ? "TLS" : "TCP",
    localEndpoint: formatEndpoint(socket.localAddress, socket.localPort),
    remoteEndpoint: remoteEndpoint ?? formatEndpoint(socket.remoteAddress, socket.remotePort),
    // The size of a TLS record, or of the read buffer of a plain socket.
    fullChunkBytes: encrypted ? 16 * 1024 : 64 * 1024,
    endReason: "closed by the switch",
  };
}
