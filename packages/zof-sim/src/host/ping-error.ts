/** Why a ping failed. */
export type PingErrorCode =
  /** The host has no link, or it is down. */
  | "link_down"
  /** Nobody said that the IPv4 address is theirs. */
  | "no_arp_reply"
  /** Nobody said that the IPv6 address is theirs. */
  | "no_nd_reply"
  /** The address has an owner, but no echo came back. */
  | "no_echo_reply"
  /** The network was closed meanwhile. */
  | "closed";

/** A ping without answer; `code` stands in front of the message. */
export class PingError extends Error {
  override readonly name = "PingError";
  readonly code: PingErrorCode;

  constructor(code: PingErrorCode, reason: string) {
    super(`${code}: ${reason}`);
    this.code = code;
  }
}
