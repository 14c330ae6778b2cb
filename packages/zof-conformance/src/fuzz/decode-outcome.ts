import { CodecError } from "zof-codec";
import { decode, encode, type Message, type MessageInput } from "zof-types";

/** What decoding gave: a message, or an error that says why there is none. */
export type Outcome = { message: Message } | { error: string };

/** Bytes on either side of a message, as in a chunk that holds several. */
const SURROUNDINGS = 64;

/**
 * Decodes bytes that lie in the middle of a chunk filled with `filler`.
 *
 * @throws whatever decoding throws that is no CodecError, which it must never do.
 */
export function decodeOutcome(bytes: Uint8Array, filler: number, lazy = false): Outcome {
  const chunk = new Uint8Array(bytes.length + 2 * SURROUNDINGS).fill(filler);
  chunk.set(bytes, SURROUNDINGS);
  return outcomeOf(() => {
    const message = decode(chunk.subarray(SURROUNDINGS, SURROUNDINGS + bytes.length), { lazy });
    const view = message.msg as { toObject?(): unknown };
    return view.toObject === undefined ? message : ({ ...message, msg: view.toObject() } as Message);
  });
}

/** What a decoded message becomes when it is encoded and decoded again. */
export function secondOutcome(message: Message): Outcome {
  return outcomeOf(() => decode(encode(message as MessageInput)));
}

function outcomeOf(run: () => Message): Outcome {
  try {
    return { message: run() };
  } catch (error) {
    if (error instanceof CodecError) return { error: error.message };
    throw error;
  }
}
