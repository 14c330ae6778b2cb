import type { Socket } from "node:net";

/** How long a closed connection may take to deliver what it has still to send. */
const LINGER_MS = 1000;

/** Ends a socket once everything is written; one whose other side does not read is cut off. */
export function closeSocket(socket: Socket): void {
  socket.destroySoon();
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(linger));
}
