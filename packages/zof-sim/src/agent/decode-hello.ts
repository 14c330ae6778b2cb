import type { MessageOf } from "zof-types";
import { decode } from "zof-types";

const VERSION_OFFSET = 0;
const TYPE_OFFSET = 1;
const HELLO = 0;
/** A version that the codec knows. HELLO is the same in all of them (OpenFlow 1.3.5, section 7.5.1). */
const KNOWN_VERSION = 4;

/**
 * Decodes a HELLO, whose header may have a version that is not known here: it says what the other end speaks at best.
 * Undefined for other messages.
 *
 * @throws CodecError when it is damaged
 */
export function decodeHello(bytes: Uint8Array): MessageOf<"HELLO"> | undefined {
  if (bytes[TYPE_OFFSET] !== HELLO) return undefined;
  const known = new Uint8Array(bytes);
  known[VERSION_OFFSET] = KNOWN_VERSION;
  return { ...(decode(known) as MessageOf<"HELLO">), version: bytes[VERSION_OFFSET] as number };
}
