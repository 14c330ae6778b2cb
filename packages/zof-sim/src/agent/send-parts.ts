import { CodecError } from "zof-codec";

/** Items tried in one part, before their size is known. */
const ITEMS_PER_PART = 256;

type Flags = readonly "MORE"[];

/**
 * Sends a list in as many parts as it needs, for a message has at most 65535 bytes; all but the last say that
 * more follow (OpenFlow 1.3.5, section 7.3.5). An empty list is one empty part.
 */
export function sendParts<Item>(items: readonly Item[], send: (part: Item[], flags: Flags) => void): void {
  for (let start = 0; start === 0 || start < items.length; start += ITEMS_PER_PART) {
    const part = items.slice(start, start + ITEMS_PER_PART);
    sendPart(part, start + ITEMS_PER_PART >= items.length, send);
  }
}

function sendPart<Item>(part: Item[], isLast: boolean, send: (part: Item[], flags: Flags) => void): void {
  try {
    send(part, isLast ? [] : ["MORE"]);
  } catch (error) {
    const splits = error instanceof CodecError && error.code === "too_large" && part.length > 1;
    if (!splits) throw error;
    const middle = part.length >> 1;
    sendPart(part.slice(0, middle), false, send);
    sendPart(part.slice(middle), isLast, send);
  }
}
