/** What is wrong with how a network is put together. */
export type NetworkErrorCode =
  /** Two nodes would have the same name, datapath id or address. */
  | "duplicate"
  /** An interface would have two links. */
  | "in_use"
  /** Frames and messages never come to an end. */
  | "restless"
  /** There is no node or link of that name. */
  | "unknown"
  /** The network was closed. */
  | "closed";

/** A network cannot be put together like this; `code` stands in front of the message. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
  readonly code: NetworkErrorCode;

  constructor(code: NetworkErrorCode, reason: string) {
    super(`${code}: ${reason}`);
    this.code = code;
  }
}
