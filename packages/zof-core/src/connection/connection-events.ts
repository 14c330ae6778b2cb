/** What a connection reports to its owner, who makes one object of these for each connection. */
export interface ConnectionEvents {
  /** Runs `work` with the connection as the implicit destination of what is sent in it, also later by its tasks. */
  enter(work: () => void): void;
  /** The handshake is complete. */
  up(): void;
  /**
   * A message of an established connection, not decoded yet. Returns whether tasks were started that should
   * run before the next message.
   */
  message(bytes: Uint8Array, start: number, end: number): boolean;
  /** Something cannot be read or done; `data` is the message that was the reason, empty when there is none. */
  alert(reason: string, data: Uint8Array, xid: number): void;
  /** The connection is closed, for this reason. */
  down(reason: string): void;
  /** The socket is gone. */
  gone(): void;
}
