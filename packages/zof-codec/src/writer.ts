import { CodecError } from "./codec-error.js";
import { type Hole, VariableHole } from "./hole.js";

/** Writes a value of fixed size at `offset`; throws a CodecError that names `field` when it does not fit. */
export type Put = (writer: Writer, offset: number, value: unknown, field: string) => void;

/** A hole of fixed size: where it lies and how to write its value. */
export interface Patch {
  readonly hole: Hole;
  readonly offset: number;
  readonly put: Put;
  readonly field: string;
}

/**
 * A growing output buffer. Encoders reserve room for a group of fields at once and write at offsets;
 * whole messages are appended one after the other, so that a connection sends one buffer a tick.
 */
export class Writer {
  bytes: Uint8Array;
  view: DataView;
  /** Bytes written so far. Set it back to where a message began to drop that message. */
  length = 0;
  /** Wire version of the message that is written, for error messages. */
  version = 4;
  /** Transaction id of the message that is written: a message inside it that names none has the same. */
  xid = 0;
  /** Write matches as they are given: no fields that others require are added, no conflicts looked for. */
  uncheckedMatch = false;
  /** Collects the holes of a template; undefined while encoding real values (a hole is then an error). */
  patches: Patch[] | undefined;
  /** The hole at the very end of a template that stands for bytes of any length. */
  tail: { readonly hole: Hole; readonly offset: number; readonly field: string } | undefined;

  constructor(capacity = 4096) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `size` more bytes and returns their offset. Their content is undefined: write all of them. */
  reserve(size: number): number {
    const offset = this.length;
    const length = offset + size;
    if (length > this.bytes.length) this.#grow(length);
    this.length = length;
    return offset;
  }

  /** Appends bytes. */
  append(bytes: Uint8Array): void {
    const offset = this.reserve(bytes.length); // may replace the buffer
    this.bytes.set(bytes, offset);
  }

  /** Writes `size` zero bytes at `offset`. */
  zero(offset: number, size: number): void {
    this.bytes.fill(0, offset, offset + size);
  }

  /** Pads with zeros until the length since `start` is a multiple of 8. */
  pad8(start: number): void {
    const size = -(this.length - start) & 7;
    if (size !== 0) this.zero(this.reserve(size), size);
  }

  /** Writes the length in bytes of what lies between `start` and `end` as u8 at `offset`. */
  sizeU8(offset: number, start: number, end: number): void {
    if (this.tail !== undefined && this.tail.offset >= start) throw new VariableHole(this.tail.hole);
    const size = end - start;
    if (size > 0xff)
      throw new CodecError("too_large", `${size} bytes, more than a length field can say (255)`);
    this.bytes[offset] = size;
  }

  /** Writes the length in bytes of what lies between `start` and `end`, perhaps of one field, as u16 at `offset`. */
  sizeU16(offset: number, start: number, end: number, field = ""): void {
    if (this.tail !== undefined && this.tail.offset >= start) throw new VariableHole(this.tail.hole);
    const size = end - start;
    if (size > 0xffff)
      throw new CodecError("too_large", `${size} bytes, more than a length field can say (65535)`, {
        path: field,
      });
    this.view.setUint16(offset, size);
  }

  /** Notes a hole for bytes of any length; only at the end of a template can they be filled in without encoding anew. */
  noteTail(hole: Hole, field: string): void {
    if (this.patches === undefined) {
      throw new CodecError("missing", `no value was given for $${hole.name}`, { path: field });
    }
    this.tail = { hole, offset: this.length, field };
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  #grow(length: number): void {
    const bytes = new Uint8Array(Math.max(length, this.bytes.length * 2));
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }
}
