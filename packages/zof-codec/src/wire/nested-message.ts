import { CodecError } from "../codec-error.js";
import type { Writer } from "../writer.js";
import { Reader } from "./reader.js";

/** What reads and writes whole messages: it is built on the generated code, which cannot import it. */
export interface MessageCodecPort {
  /** Reads the message that the reader is opened on. */
  read(reader: Reader): unknown;
  write(writer: Writer, message: unknown, version: number): void;
}

/** Messages inside messages: more than a bundle needs, and bounded. */
const MAX_DEPTH = 4;
let depth = 0;
let port: MessageCodecPort | undefined;

/** Says who reads and writes whole messages. */
export function connectMessages(codec: MessageCodecPort): void {
  port = codec;
}

/** Reads a whole message that stands inside another one (BUNDLE_ADD_MESSAGE, REQUESTFORWARD). */
export function readMessage(reader: Reader): unknown {
  const start = reader.take(8);
  const outer = reader.enter(start, reader.view.getUint16(start + 2));
  const inner = new Reader();
  inner.open(reader.bytes, start, reader.end);
  const message = nested((codec) => codec.read(inner));
  reader.rest();
  reader.leave(outer);
  return message;
}

/** Writes a whole message inside another one, of the same version when it names none. */
export function writeMessage(writer: Writer, message: unknown, version: number): void {
  nested((codec) => codec.write(writer, message, version));
}

function nested<Result>(run: (codec: MessageCodecPort) => Result): Result {
  if (port === undefined) throw new Error("nobody reads and writes whole messages");
  if (depth === MAX_DEPTH)
    throw new CodecError("bad_value", `messages are nested more than ${MAX_DEPTH} deep`);
  depth++;
  try {
    return run(port);
  } finally {
    depth--;
  }
}
