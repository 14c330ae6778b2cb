import { Writer } from "zof-codec/wire";
import type { MessageInput } from "../message.js";
import { beginMessage, endMessage, MAX_MESSAGE_SIZE } from "./begin-message.js";
import { encodeParts, isSplittable } from "./encode-parts.js";

export interface EncodeOptions {
  /** Wire version when the message has none. Default: 4 (OpenFlow 1.3). */
  version?: number;
  /** Transaction id when the message has none. Default: 0. */
  xid?: number;
  /**
   * Write matches of OpenFlow 1.2 and later as they are given: fields that others require are not added, and
   * fields that stand twice or contradict each other are no error, nor (in all versions) are values with bits outside
   * of their masks. Default: false.
   */
  uncheckedMatch?: boolean;
}

/**
 * Encodes one message (OpenFlow 1.3.5 section 7.1). A multipart message whose list does not fit into the 65535
 * bytes of one becomes several, one behind the other, all but the last with the flag MORE (section 7.3.5).
 *
 * Properties that the version does not have are ignored; those left out get their default. Match fields
 * that others require are added (ETH_TYPE for IPV4_SRC).
 *
 * @throws CodecError with the path of the field, why, and what is allowed; `too_large` for a message that cannot
 *   be split.
 */
export function encode(message: MessageInput, options: EncodeOptions = {}): Uint8Array {
  // Taken while in use: a getter of the message might encode another one.
  const writer = spare ?? new Writer(4096);
  spare = undefined;
  writer.length = 0;
  writer.uncheckedMatch = options.uncheckedMatch === true;
  encodeMessage(writer, message, message.version ?? options.version ?? 4, message.xid ?? options.xid ?? 0);
  spare = writer;
  return writer.finish();
}

/** The writer of the last message, for the next: making one takes longer than most messages. At most 128 KB. */
let spare: Writer | undefined;

/**
 * Appends a message to a writer, as several when it is one that can be split and must be. After an error the
 * caller restores `writer.length`.
 */
export function encodeMessage(writer: Writer, message: MessageInput, version: number, xid: number): void {
  const start = beginMessage(writer, message, version, xid);
  if (writer.length - start > MAX_MESSAGE_SIZE && isSplittable(message)) {
    encodeParts(writer, start, message, version, xid);
  } else endMessage(writer, start);
}

/** Appends a message to a writer that must be one: inside another it cannot be split. */
export function encodeWhole(writer: Writer, message: MessageInput, version: number, xid: number): void {
  endMessage(writer, beginMessage(writer, message, version, xid));
}
