import { CodecError } from "zof-codec";
import { Reader, type Writer } from "zof-codec/wire";
import type { Message, MessageInput } from "../message.js";
import { decodeWith } from "./decode.js";
import { encodeMessage } from "./encode.js";

/** Messages inside messages inside messages: more than a bundle needs, and bounded. */
const MAX_DEPTH = 4;
let depth = 0;

/** Reads a whole message that stands inside another one (BUNDLE_ADD_MESSAGE, REQUESTFORWARD). */
export function readMessage(reader: Reader): Message {
  const start = reader.offset;
  const header = reader.take(8);
  const size = reader.view.getUint16(header + 2);
  const outer = reader.enter(start, size);
  const inner = new Reader();
  inner.open(reader.bytes, start, reader.end);
  const message = nested(() => decodeWith(inner, false));
  reader.rest();
  reader.leave(outer);
  return message;
}

/** Writes a whole message inside another one, of the same version when it names none. */
export function writeMessage(writer: Writer, message: MessageInput, version: number): void {
  nested(() => encodeMessage(writer, message, message.version ?? version, message.xid ?? 0));
}

function nested<Result>(run: () => Result): Result {
  if (depth === MAX_DEPTH)
    throw new CodecError("bad_value", `messages are nested more than ${MAX_DEPTH} deep`);
  depth++;
  try {
    return run();
  } finally {
    depth--;
  }
}
