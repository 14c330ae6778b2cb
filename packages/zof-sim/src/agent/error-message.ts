import type { MessageInput } from "zof-types";
import type { OpenFlowError } from "../openflow-error.js";
import { canEncode } from "./can-encode.js";

/** Bytes of the offending request that an ERROR repeats; the specification asks for 64 at least. */
const REPEATED = 1024;

/**
 * The ERROR message for a refused request (OpenFlow 1.3.5, section 7.4.4). A type or code that the version does not
 * have (OpenFlow 1.0 has no BAD_MATCH) becomes BAD_REQUEST EPERM.
 */
export function errorMessage(error: OpenFlowError, request: Uint8Array, version: number): MessageInput {
  const data = request.subarray(0, REPEATED);
  const exact = { type: "ERROR", msg: { type: error.type, code: error.code, data } } as const;
  return canEncode(exact, version)
    ? exact
    : { type: "ERROR", msg: { type: "BAD_REQUEST", code: "OFPBRC_EPERM", data } };
}
