import { CodecError, type Writer } from "zof-codec";
import type { MessageInput } from "../message.js";
import { isMultipart } from "../message-types.js";
import { beginMessage, endMessage, MAX_MESSAGE_SIZE } from "./begin-message.js";

/** Whether a message may be sent as several: a multipart message that is a list. */
export function isSplittable({ type, msg }: { readonly type?: unknown; readonly msg?: unknown }): boolean {
  return typeof type === "string" && isMultipart(type) && Array.isArray(msg);
}

/**
 * Replaces a multipart message that was appended at `start`, and is too large, by several: each has as many
 * entries of the list as it has room for, and all but the last the flag MORE (OpenFlow 1.3.5 section 7.3.5).
 *
 * @throws CodecError `too_large` for an entry that alone is larger than a message.
 */
export function encodeParts(
  writer: Writer,
  start: number,
  message: MessageInput,
  version: number,
  xid: number,
): void {
  const entries = message.msg as readonly unknown[];
  const part = (msg: readonly unknown[], flags: MessageInput["flags"]) =>
    beginMessage(writer, { ...message, flags, msg } as MessageInput, version, xid);
  const sizeOf = (msg: readonly unknown[]) => {
    const at = part(msg, []);
    const size = writer.length - at;
    writer.length = at;
    return size;
  };

  const whole = writer.bytes.slice(start, writer.length);
  writer.length = start;
  const headerSize = sizeOf([]);
  const room = MAX_MESSAGE_SIZE - headerSize;
  const { flags = [] } = message;
  let from = headerSize;
  let to = headerSize;
  const endPart = (more: boolean) => {
    const at = part([], more ? [...new Set([...flags, "MORE" as const])] : flags);
    writer.append(whole.subarray(from, to));
    endMessage(writer, at);
    from = to;
  };
  for (const [index, entry] of entries.entries()) {
    const size = sizeOf([entry]) - headerSize;
    if (size > room) {
      const reason = `the entry has ${size} bytes, more than the ${room} that a message has room for`;
      throw new CodecError("too_large", reason, { path: `msg[${index}]` });
    }
    if (to - from + size > room) endPart(true);
    to += size;
  }
  endPart(false);
}
