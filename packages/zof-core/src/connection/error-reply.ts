import type { CodecError, CodecErrorCode } from "zof-codec";
import type { MessageBodyInputs } from "zof-types";
import { MessageTypeByte } from "./frame-header.js";

/** Bytes of the offending message that an ERROR carries; the specification asks for at least 64 (OpenFlow 1.3.5, 7.4.4). */
const QUOTED_BYTES = 64;

/** The reasons for which the specification has an error code; a wrong value alone is not reported to the switch. */
const BAD_REQUEST_CODES: Partial<Record<CodecErrorCode, MessageBodyInputs["ERROR"]["code"]>> = {
  bad_version: "OFPBRC_BAD_VERSION",
  bad_type: "OFPBRC_BAD_TYPE",
  bad_length: "OFPBRC_BAD_LEN",
  truncated: "OFPBRC_BAD_LEN",
  too_large: "OFPBRC_BAD_LEN",
};

/**
 * What to answer to a message that cannot be read; undefined when the specification has no code for it, and
 * for an ERROR, which is never answered with another.
 */
export function errorReplyTo(error: CodecError, frame: Uint8Array): MessageBodyInputs["ERROR"] | undefined {
  const code = BAD_REQUEST_CODES[error.code];
  if (code === undefined || frame[1] === MessageTypeByte.ERROR) return undefined;
  return { type: "BAD_REQUEST", code, data: frame.slice(0, QUOTED_BYTES) };
}

/** What is said of a multipart request of which parts are missing, and what it is answered with. */
export function partialRequestError(
  cause: "too_large" | "timeout",
  version: number,
  first: Uint8Array,
): { reason: string; reply: MessageBodyInputs["ERROR"] } {
  const tooLarge = cause === "too_large";
  const since = tooLarge ? 4 : 5;
  const named = tooLarge ? "OFPBRC_MULTIPART_BUFFER_OVERFLOW" : "OFPBRC_MULTIPART_REQUEST_TIMEOUT";
  const code = version >= since ? named : "OFPBRC_BAD_LEN";
  const reason = tooLarge
    ? "a multipart request was dropped: its parts are larger than maxRequestBytes"
    : "a multipart request was dropped: its next part did not come within requestPartTimeoutMs";
  return { reason, reply: { type: "BAD_REQUEST", code, data: first.slice(0, QUOTED_BYTES) } };
}
