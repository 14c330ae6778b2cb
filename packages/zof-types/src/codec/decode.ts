import { CodecError } from "zof-codec";
import { Reader, sameValue } from "zof-codec/wire";
import { VERSIONS } from "../gen/metadata.js";
import { MultipartFlags } from "../gen/tables.js";
import type { Message } from "../message.js";
import { codecAt, isMultipartCode, multipartHeaderSize } from "./message-codecs.js";

export interface DecodeOptions {
  /**
   * The body of a PACKET_IN is a view that decodes its fields, and the headers of its packet (`pkt`), when
   * they are asked for. Its `toObject()` gives the plain form. Default: false.
   */
  lazy?: boolean;
}

/**
 * Decodes one whole OpenFlow message (OpenFlow 1.3.5 section 7.1).
 *
 * Bytes in the result (`data`) share the memory of `bytes`.
 *
 * @throws CodecError with the path of the field and its byte offset, when the bytes are not one valid message.
 */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Message {
  return decodeMessage(bytes, 0, bytes.length, options.lazy === true);
}

const HEADER_SIZE = 8;
const reader = new Reader();

/** Decodes the message that lies between `start` and `end` of a chunk. */
export function decodeMessage(bytes: Uint8Array, start: number, end: number, lazy: boolean): Message {
  reader.open(bytes, start, end);
  return decodeWith(reader, lazy);
}

/** Decodes the message that a reader is opened on. */
export function decodeWith(reader: Reader, lazy: boolean): Message {
  const header = reader.take(HEADER_SIZE);
  const { view } = reader;
  const version = view.getUint8(header);
  const code = view.getUint8(header + 1);
  checkLength(view.getUint16(header + 2), reader.end - header);
  const xid = view.getUint32(header + 4);
  if (!isMultipartCode(version, code)) {
    const codec = codecAt(reader, version, code, -1) ?? unknown(version, code);
    const msg = body(reader, lazy ? (codec.view ?? codec.read) : codec.read);
    finish(reader);
    return { type: codec.type, xid, version, msg } as Message;
  }
  const multipart = view.getUint16(reader.take(multipartHeaderSize(version)));
  const flags = MultipartFlags.list(view.getUint16(header + HEADER_SIZE + 2));
  const codec = codecAt(reader, version, code, multipart) ?? unknown(version, code, multipart);
  const msg = body(reader, codec.read);
  finish(reader);
  return { type: codec.type, flags, xid, version, msg } as Message;
}

/** Bytes that what is fixed in a message may lie beyond the end of one that was cut off. */
const BEYOND = 1024;

/**
 * The body of a message of which only the first bytes are there, as far as they go: what lies beyond them is left
 * out, and lists have those of their items that are whole. Undefined when nothing can be said of it.
 */
export function decodeHead(head: Uint8Array): object | undefined {
  const [zeros, ones] = [0, 0xff].map((fill) => decodeFilled(head, fill));
  if (zeros === undefined || ones === undefined) return undefined;
  if (Array.isArray(zeros)) return zeros;
  // What differs with the bytes behind the head is not known.
  const known = Object.entries(zeros).filter(([name, value]) => sameValue(value, ones[name as keyof object]));
  return Object.fromEntries(known);
}

function decodeFilled(head: Uint8Array, fill: number): object | undefined {
  const bytes = new Uint8Array(head.length + BEYOND).fill(fill, head.length);
  bytes.set(head);
  const cut = new Reader();
  cut.open(bytes, 0, head.length);
  cut.partial = true;
  const view = cut.view;
  const [version, code] = [view.getUint8(0), view.getUint8(1)];
  cut.take(HEADER_SIZE);
  try {
    const multipart = isMultipartCode(version, code)
      ? view.getUint16(cut.take(multipartHeaderSize(version)))
      : -1;
    return codecAt(cut, version, code, multipart)?.read(cut) as object | undefined;
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}

function body(reader: Reader, read: (reader: Reader) => unknown): unknown {
  try {
    return read(reader);
  } catch (error) {
    throw error instanceof CodecError ? error.at("msg") : error;
  }
}

function checkLength(length: number, given: number): void {
  if (length === given) return;
  const code = length > given && length >= HEADER_SIZE ? "truncated" : "bad_length";
  throw new CodecError(code, `the header says ${length} bytes, ${given} are given`, { offset: 2 });
}

/** All of the message must have been read. */
function finish(reader: Reader): void {
  const left = reader.end - reader.offset;
  if (left > 0) throw reader.error("bad_length", `${left} bytes left over at the end`, reader.offset);
}

function unknown(version: number, code: number, multipart?: number): never {
  if (!VERSIONS.includes(version)) {
    const known = VERSIONS.map((each) => `${each} (OpenFlow 1.${each - 1})`).join(", ");
    throw new CodecError("bad_version", `version ${version} is not supported, only ${known}`, { offset: 0 });
  }
  const name = `OpenFlow 1.${version - 1}`;
  if (multipart === undefined)
    throw new CodecError("bad_type", `${name} has no message of type ${code}`, { offset: 1 });
  throw new CodecError("bad_type", `${name} has no multipart message of type ${multipart}`, {
    offset: HEADER_SIZE,
  });
}
