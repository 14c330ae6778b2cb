import { bytesFrom, CodecError, type Hole, type Patch, type Put, type Writer } from "zof-codec";
import { TextHole, valueFor } from "../parse/text-hole.js";
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

/** A hole of fixed size: how to make its value from the arguments, where to write it, and how. */
interface Slot {
  readonly offset: number;
  readonly put: Put;
  readonly field: string;
  /** The argument that the value is; for text with arguments in it, see `text`. */
  readonly name: string;
  readonly text: TextHole | undefined;
}

/** A template encoded for one version of OpenFlow: sending it is copying bytes and writing the arguments over them. */
export class PreparedMessage {
  readonly #bytes: Uint8Array;
  readonly #slots: readonly Slot[];
  readonly #tail: Hole | undefined;

  constructor({ bytes, patches, tail }: EncodedTemplate) {
    this.#bytes = bytes;
    this.#tail = tail;
    this.#slots = patches.map(({ hole, offset, put, field }) => {
      return { offset, put, field, name: hole.name, text: hole instanceof TextHole ? hole : undefined };
    });
  }

  /**
   * Appends the message. Throws CodecError for a value that does not fit its place; what was
   * appended so far then stays in the writer.
   */
  append(writer: Writer, xid: number, args: Arguments): void {
    const start = writer.reserve(this.#bytes.length);
    writer.bytes.set(this.#bytes, start);
    writer.view.setUint32(start + XID_OFFSET, xid);
    const slots = this.#slots;
    // By index: an iterator over the slots costs as much as writing one of them.
    for (let index = 0; index < slots.length; index++) {
      const { offset, put, field, name, text } = slots[index] as Slot;
      put(writer, start + offset, text === undefined ? args[name] : text.fill(args), field);
    }
    if (this.#tail !== undefined) this.#appendTail(writer, start, valueFor(this.#tail, args));
  }

  #appendTail(writer: Writer, start: number, value: unknown): void {
    const data = bytesFrom(value);
    if (data === undefined) throw new CodecError("bad_value", "not bytes: a Uint8Array or hexadecimal text");
    writer.append(data);
    const length = writer.length - start;
    if (length > MAX_LENGTH)
      throw new CodecError(
        "too_large",
        `the message has ${length} bytes, more than the ${MAX_LENGTH} that its length can say`,
      );
    writer.view.setUint16(start + LENGTH_OFFSET, length);
  }
}
