import { CodecError } from "zof-codec";
import type { Reader } from "zof-codec/wire";
import { type MessageCodec, messages } from "../gen/codec.js";
import { VERSIONS } from "../gen/metadata.js";

const byType = new Map<string, MessageCodec>();
const byNumber = new Map<number, MessageCodec>();
/** Messages of experimenters: by the numbers that all of these have, then the experimenter's id, then its type. */
const byExperimenter = new Map<number, Map<number, Map<number, MessageCodec>>>();

/** HELLO is the same in all versions, and comes before a version is agreed. */
const HELLO = 0;

for (const codec of messages) {
  byType.set(`${codec.version}/${codec.type}`, codec);
  const number = numberOf(codec.version, codec.code, codec.multipart);
  if (codec.experimenter === undefined) byNumber.set(number, codec);
  else {
    const [id, type] = codec.experimenter;
    const ids = byExperimenter.get(number) ?? new Map<number, Map<number, MessageCodec>>();
    const types = ids.get(id) ?? new Map<number, MessageCodec>();
    byExperimenter.set(number, ids.set(id, types.set(type, codec)));
  }
}

function numberOf(version: number, code: number, multipart: number): number {
  return (version * 0x100 + code) * 0x10001 + multipart + 1;
}

/** Whether a message type of a version comes in parts: its header then has a multipart type and flags. */
const multipartCodes = new Set(
  messages.filter((codec) => codec.multipart >= 0).map((codec) => (codec.version << 8) | codec.code),
);

/** The codec of a message by its name; undefined when the version does not have it. */
export function codecOfType(type: string, version: number): MessageCodec | undefined {
  return byType.get(`${version}/${type}`);
}

/** The codec of a message by its numbers on the wire; `multipart` is -1 for messages that have none. */
export function codecOfNumbers(version: number, code: number, multipart: number): MessageCodec | undefined {
  const known = code === HELLO && !VERSIONS.includes(version) ? (VERSIONS.at(-1) ?? version) : version;
  return byNumber.get(numberOf(known, code, multipart));
}

/** Bytes of experimenter id and type. */
export const EXPERIMENTER_HEADER_SIZE = 8;

/**
 * The codec of a message that an experimenter defines, whose id and type the reader stands before: it steps over
 * them. Any other message, one that no schema knows, and one that others write otherwise than its schema, has the
 * codec given.
 */
export function codecOfExperimenter(reader: Reader, codec: MessageCodec): MessageCodec {
  const ids = byExperimenter.get(numberOf(codec.version, codec.code, codec.multipart));
  if (ids === undefined || reader.end - reader.offset < EXPERIMENTER_HEADER_SIZE) return codec;
  const { view, offset } = reader;
  const known = ids.get(view.getUint32(offset))?.get(view.getUint32(offset + 4));
  if (known === undefined || (known.tolerant === true && !isReadable(known, reader))) return codec;
  reader.take(EXPERIMENTER_HEADER_SIZE);
  return known;
}

/** Whether all of a body is as its schema says. The reader stays before its experimenter's id. */
function isReadable(codec: MessageCodec, reader: Reader): boolean {
  const { offset, end } = reader;
  try {
    reader.take(EXPERIMENTER_HEADER_SIZE);
    codec.read(reader);
    return reader.offset === end;
  } catch (error) {
    if (error instanceof CodecError) return false;
    throw error;
  } finally {
    reader.offset = offset;
    reader.end = end;
  }
}

export function isMultipartCode(version: number, code: number): boolean {
  return multipartCodes.has((version << 8) | code);
}

/** Bytes of multipart type, flags and padding between header and body. */
export function multipartHeaderSize(version: number): number {
  return version === 1 ? 4 : 8;
}
