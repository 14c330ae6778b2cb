import { CodecError } from "zof-codec";
import { encode, type MessageInput } from "zof-types";

/** Whether a version can say a message. */
export function canEncode(message: MessageInput, version: number): boolean {
  try {
    encode(message, { version });
    return true;
  } catch (error) {
    if (error instanceof CodecError) return false;
    throw error;
  }
}
