import { CodecError } from "zof-codec";
import type { Message } from "zof-types";
import { decodeMessage } from "zof-types/internal";
import { type ByteRange, withSections } from "./byte-range.js";
import { RangeRecorder } from "./range-recorder.js";
import { MessageWalk } from "./walk-message.js";

/** What the bytes of a message are. */
export interface Explanation {
  /** From the first byte to the last; groups stand before the ranges that they consist of. */
  readonly ranges: readonly ByteRange[];
  readonly message?: Message;
  /** Why it would not decode. */
  readonly error?: CodecError;
}

/** Explains one whole message, also one that will not decode: then as far as its layout can be followed. */
export function explain(bytes: Uint8Array): Explanation {
  const recorder = new RangeRecorder(bytes);
  const decoded = tryDecode(bytes);
  const value = decoded instanceof CodecError ? undefined : decoded;
  new MessageWalk(recorder).message({ end: bytes.length, depth: 0, path: "", value });
  const ranges = withSections(recorder.ranges);
  return decoded instanceof CodecError ? { ranges, error: decoded } : { ranges, message: decoded };
}

function tryDecode(bytes: Uint8Array): Message | CodecError {
  try {
    return decodeMessage(bytes, 0, bytes.length, false);
  } catch (error) {
    if (error instanceof CodecError) return error;
    throw error;
  }
}
