import type { CodecError } from "zof-codec";
import { badAction, badInstruction, badMatch, badRequest, type OpenFlowError } from "../openflow-error.js";

/** Where a message has its multipart type: behind the header. */
const MULTIPART_TYPE_OFFSET = 8;

/** What a switch answers to a message that cannot be decoded; the place of the fault decides the type (1.3.5, 7.4.4). */
export function codecFault(error: CodecError): OpenFlowError {
  const { path, code, message } = error;
  const badLength = code === "bad_length" || code === "truncated";
  const unknown = code === "bad_type";
  if (isIn(path, "actions")) {
    return badAction(unknown ? "BAD_TYPE" : badLength ? "BAD_LEN" : "BAD_ARGUMENT", message);
  }
  if (isIn(path, "instructions")) {
    return badInstruction(unknown ? "UNKNOWN_INST" : badLength ? "BAD_LEN" : "EPERM", message);
  }
  if (isIn(path, "match"))
    return badMatch(unknown ? "BAD_FIELD" : badLength ? "BAD_LEN" : "BAD_VALUE", message);
  if (code === "bad_version") return badRequest("BAD_VERSION", message);
  if (!unknown) return badRequest("BAD_LEN", message);
  return badRequest(error.offset === MULTIPART_TYPE_OFFSET ? "BAD_MULTIPART" : "BAD_TYPE", message);
}

/** Whether the path of a value, as "msg.instructions[0].actions[1].port_no", goes through that list. */
function isIn(path: string, list: string): boolean {
  return path.split(/[.[]/).includes(list);
}
