import { describeError, type MessageOf } from "zof-types";

/** Why a request has no reply, or a message no destination; `code` stands in front of every message. */
export type RequestErrorCode =
  /** No reply came in time. */
  | "timeout"
  /** The connection closed before the reply was complete, or is not there. */
  | "closed"
  /** The switch answered with an ERROR message: see `reply`. */
  | "error_reply"
  /** The message could not be handed to the connection. */
  | "delivery"
  /** No controller is running, or no datapath was named and none is implied by the running handler. */
  | "no_destination"
  /** The requesting side gave up, or more parts came than it read. */
  | "aborted";

export interface RequestErrorOptions extends ErrorOptions {
  /** The ERROR message of the switch, for "error_reply". */
  reply?: MessageOf<"ERROR">;
  /** The datapath that was asked, where known. */
  datapath_id?: string | undefined;
}

/** A request that failed, or a message that has no destination. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: RequestErrorCode;
  readonly reply: MessageOf<"ERROR"> | undefined;
  readonly datapath_id: string | undefined;

  constructor(code: RequestErrorCode, reason: string, options: RequestErrorOptions = {}) {
    const { reply, datapath_id, ...errorOptions } = options;
    super(`${code}: ${datapath_id === undefined ? "" : `datapath ${datapath_id}: `}${reason}`, errorOptions);
    this.code = code;
    this.reply = reply;
    this.datapath_id = datapath_id;
  }

  /** The failure that an ERROR message of the switch means for the request it answers. */
  static fromReply(reply: MessageOf<"ERROR">, datapath_id?: string): RequestError {
    return new RequestError("error_reply", describeError(reply).text, { reply, datapath_id });
  }
}
