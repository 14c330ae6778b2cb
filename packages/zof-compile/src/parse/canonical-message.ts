import { canonicalType } from "zof-types";
import type { MessageWithHoles } from "./template.js";

/** A message as written, with its type in the usual spelling and without an empty `msg`. */
export function canonicalMessage(written: MessageWithHoles): MessageWithHoles {
  const message: Record<string, unknown> = { ...written };
  if (typeof message.type === "string") message.type = canonicalType(message.type) ?? message.type;
  if (message.msg === null) delete message.msg;
  return message;
}
