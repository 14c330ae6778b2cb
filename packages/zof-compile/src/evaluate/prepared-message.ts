import { bytesFrom, CodecError, type Hole, type Patch, type Writer } from "zof-codec";
import { valueFor } from "../parse/text-hole.js";
import type { Arguments } from "./substitution.js";

const MAX_LENGTH = 0xffff;
const LENGTH_OFFSET = 2;
const XID_OFFSET = 4;

/** What encoding a template ahead gives: bytes, the holes in them, and the hole for the bytes after them. */
export interface EncodedTemplate {
  readonly bytes: Uint8Array;
  readonly patches: readonly Patch[];
  readonly tail?: Hole | undefined;
}

/** A template encoded for one version of OpenFlow: sending it is copying bytes and writing the arguments over them. */
export class PreparedMessage {
  readonly #bytes: Uint8Array;
  readonly #patches: readonly Patch[];
  readonly #tail: Hole | undefined;

  constructor({ bytes, patches, tail }: EncodedTemplate) {
    this.#bytes = bytes;
    this.#patches = patches;
    this.#tail = tail;
  }

  /**
   * Appends the message. Throws CodecError for a value that does not fit its place; what was
   * appended so far then stays in the writer.
   */
  append(writer: Writer, xid: number, args: Arguments): void {
    const start = writer.reserve(this.#bytes.length);
    writer.bytes.set(this.#bytes, start);
    writer.view.setUint32(start + XID_OFFSET, xid);
    for (const { hole, offset, put, field } of this.#patches) {
      put(writer, start + offset, valueFor(hole, args), field);
    }
    if (this.#tail !== undefined) this.#appendTail(writer, start, valueFor(this.#tail, args));
  }

  #appendTail(writer: Writer, start: number, value: unknown): void {
    const data = bytesFrom(value);
    if (data === undefined) throw new CodecError("bad_value", "not bytes: a Uint8Array or hexadecimal text");
    writer.append(data);
    const length = writer.length - start;
    if (length > MAX_LENGTH)
      throw new CodecError("too_large", `${length} bytes, a message has at most ${MAX_LENGTH}`);
    writer.view.setUint16(start + LENGTH_OFFSET, length);
  }
}
