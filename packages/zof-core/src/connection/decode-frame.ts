import { CodecError } from "zof-codec";
import type { Message } from "zof-types";
import { decodeMessage } from "zof-types/internal";

/**
 * Decodes a message from the network, PACKET_IN as a view of its bytes.
 *
 * @throws CodecError, and nothing else: whatever a switch sends must not get further than its connection.
 */
export function decodeFrame(bytes: Uint8Array, start: number, end: number): Message {
  try {
    return decodeMessage(bytes, start, end, true);
  } catch (error) {
    if (error instanceof CodecError) throw error;
    throw new CodecError("bad_value", `the message cannot be decoded: ${error}`, { cause: error });
  }
}
