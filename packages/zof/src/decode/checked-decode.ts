import { CodecError, hexText, Writer } from "zof-codec";
import type { Message, MessageInput } from "zof-types";
import { decodeMessage, encodeMessage } from "zof-types/internal";
import type { Frame } from "./frame.js";

const writer = new Writer(65536);

/** A message of a frame, or one sentence about why there is none. */
export function decodeFrame({ bytes, start, end }: Frame): Message | string {
  try {
    return decodeMessage(bytes, start, end, false);
  } catch (error) {
    if (error instanceof CodecError) return error.message;
    throw error;
  }
}

/** What encoding the message again makes different; undefined when the bytes are the same. */
export function differenceOf(message: Message, { bytes, start, end }: Frame): string | undefined {
  writer.length = 0;
  try {
    encodeMessage(writer, message as MessageInput, message.version, message.xid);
  } catch (error) {
    if (error instanceof CodecError) return `it does not encode again: ${error.message}`;
    throw error;
  }
  const size = end - start;
  const again = writer.bytes.subarray(0, writer.length);
  const at = again.findIndex((byte, index) => byte !== bytes[start + index]);
  if (at < 0 && again.length === size) return undefined;
  const from = at < 0 ? Math.min(size, again.length) : at;
  return `encoded again it differs from byte ${from} on: ${size} bytes ${excerpt(bytes, start + from, end)}, now ${again.length} bytes ${excerpt(again, from, again.length)}`;
}

const EXCERPT = 16;

function excerpt(bytes: Uint8Array, start: number, end: number): string {
  if (start >= end) return "(end)";
  return hexText(bytes.subarray(start, Math.min(end, start + EXCERPT))) + (end - start > EXCERPT ? "…" : "");
}

/** The beginning of a message, for those who report it. */
export function frameText({ bytes, start, end }: Frame): string {
  const shown = Math.min(end, start + 64);
  return hexText(bytes.subarray(start, shown)) + (shown < end ? `… (${end - start} bytes)` : "");
}
