/** Why a switch has no connection. */
export type ConnectionErrorCode =
  /** The connection could not be made, or ended, and the switch is not to try again. */
  | "failed"
  /** The switch or its network was closed. */
  | "closed";

/** A connection to a controller that did not come about; `code` stands in front of the message. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  readonly code: ConnectionErrorCode;

  constructor(code: ConnectionErrorCode, reason: string) {
    super(`${code}: ${reason}`);
    this.code = code;
  }
}
