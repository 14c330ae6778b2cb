import type { Duplex } from "node:stream";

/** How long the other side may take to read what it is still sent, and to close its end. */
const LINGER_MS = 1000;

/**
 * Ends a socket once everything is written. What still comes in is read and dropped until the other side has
 * closed too: a socket closed with unread input would be reset, and our last words with it.
 */
export function closeSocket(socket: Duplex): void {
  socket.end();
  socket.resume();
  const linger = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(linger));
}
