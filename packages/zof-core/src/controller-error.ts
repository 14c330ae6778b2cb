/** What went wrong, as a closed set; `code` stands in front of every message. */
export type ControllerErrorCode =
  /** An option, argument or endpoint that cannot be understood, or that contradicts another. */
  | "bad_option"
  /** A certificate, key or authority that cannot be read or used. */
  | "bad_certificate"
  /** An address or port that cannot be listened on. */
  | "listen_failed"
  /** An outgoing connection that could not be made. */
  | "connect_failed"
  /** The process that speaks OpenFlow for us cannot be started, or does not understand us. */
  | "driver_failed"
  /** A file (log, pid) that cannot be written. */
  | "file_failed"
  /** Something is asked for at a time when it cannot be done, as a handler after the start. */
  | "bad_state"
  /** A second app of the same name, a message type that does not exist, a class that cannot be bound. */
  | "bad_app";

/** The controller, or an app in it, is set up in a way that cannot work; the message says what to change. */
export class ControllerError extends Error {
  override readonly name = "ControllerError";
  readonly code: ControllerErrorCode;
  /** The text without the code. */
  readonly reason: string;

  constructor(code: ControllerErrorCode, reason: string, options?: { cause?: unknown }) {
    super(`${code}: ${reason}`, options);
    this.code = code;
    this.reason = reason;
  }
}

/** Why a call to the system failed, in words where there are better ones than its code. */
export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : SYSTEM_REASONS[code]) ?? message;
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use",
  EADDRNOTAVAIL: "this machine does not have the address",
  EACCES: "permission denied",
  ENOENT: "no such file or directory",
  EISDIR: "it is a directory",
  ENOTFOUND: "the name is not known",
  EAI_AGAIN: "the name cannot be looked up now",
  ECONNREFUSED: "the connection was refused",
  ETIMEDOUT: "there was no answer",
  EHOSTUNREACH: "the host cannot be reached",
};
