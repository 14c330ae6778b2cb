import { type Hole, type Patch, VariableHole, Writer } from "zof-codec/wire";
import type { MessageInput } from "../message.js";
import { beginMessage, endMessage, MAX_MESSAGE_SIZE } from "./begin-message.js";
import { isSplittable } from "./encode-parts.js";

/** A message with holes, encoded as far as it goes. */
export interface EncodedTemplate {
  /** The message, with xid 0 and zeros in the holes; without the trailing data, when a hole stands for it. */
  readonly bytes: Uint8Array;
  /** The holes of fixed size, in the order of their offsets in most cases. */
  readonly patches: readonly Patch[];
  /** The hole that stands for bytes of any length at the end; the header's length must then be written anew. */
  readonly tail?: Hole;
}

/**
 * Encodes a message in which `Hole`s stand for values. Undefined when a hole stands for something whose
 * size, or whose meaning for the rest, is not known before its value is (a list, an object, a mask or a name),
 * and when the message is so large that it must be split.
 *
 * @throws CodecError as `encode` does.
 */
export function encodeTemplate(message: unknown, version: number): EncodedTemplate | undefined {
  const writer = new Writer(256);
  const patches: Patch[] = [];
  writer.patches = patches;
  try {
    const start = beginMessage(writer, message as MessageInput, version, 0);
    const { tail } = writer;
    if (tail !== undefined && tail.offset !== writer.length) return undefined;
    // It becomes several, each with a header of its own.
    if (writer.length > MAX_MESSAGE_SIZE && isSplittable(message as object)) return undefined;
    endMessage(writer, start);
    const bytes = writer.finish();
    return tail === undefined ? { bytes, patches } : { bytes, patches, tail: tail.hole };
  } catch (error) {
    if (error instanceof VariableHole) return undefined;
    throw error;
  }
}
