import { messageMetadata } from "./gen/metadata.js";
import type { MessageType } from "./gen/types.js";

/** All message types, as `FLOW_MOD` and `REQUEST.PORT_STATS`. */
export const messageTypes = Object.keys(messageMetadata) as readonly MessageType[];

const known = new Set<string>(messageTypes);
const SUFFIX = /^(.+)_(REQUEST|REPLY)$/;

/**
 * The type that a name means, in any case and in both spellings of multipart messages (`REQUEST.DESC`
 * and `DESC_REQUEST`); undefined when there is none.
 */
export function canonicalType(name: string): MessageType | undefined {
  if (known.has(name)) return name as MessageType;
  const upper = name.toUpperCase();
  if (known.has(upper)) return upper as MessageType;
  const parts = SUFFIX.exec(upper);
  const dotted = parts === null ? "" : `${parts[2]}.${parts[1]}`;
  return known.has(dotted) ? (dotted as MessageType) : undefined;
}

/** The type of the message that answers a request; undefined when there is none. */
export function replyTypeOf(type: string): MessageType | undefined {
  return messageMetadata[type]?.reply as MessageType | undefined;
}

/** Whether messages of a type may come in several parts. */
export function isMultipart(type: string): boolean {
  return messageMetadata[type]?.multipart === true;
}
