import { CodecError } from "zof-codec";
import type { Reader } from "zof-codec/wire";
import { type MessageCodec, messages } from "../gen/codec.js";
import { VERSIONS } from "../gen/metadata.js";

const byType = new Map<string, MessageCodec>();
/** What the numbers of a header tell. */
interface Numbered {
  codec?: MessageCodec;
  /** Messages of experimenters, which all have these numbers: by the experimenter's id, then its type. */
  experimenters?: Map<number, Map<number, MessageCodec>>;
}

const byNumber = new Map<number, Numbered>();

/** HELLO is the same in all versions, and comes before a version is agreed. */
const HELLO = 0;

for (const codec of messages) {
  byType.set(`${codec.version}/${codec.type}`, codec);
  const number = numberOf(codec.version, codec.code, codec.multipart);
  const numbered: Numbered = byNumber.get(number) ?? {};
  byNumber.set(number, numbered);
  if (codec.experimenter === undefined) numbered.codec = codec;
  else {
    const [id, type] = codec.experimenter;
    numbered.experimenters ??= new Map();
    const types = numbered.experimenters.get(id) ?? new Map<number, MessageCodec>();
    numbered.experimenters.set(id, types.set(type, codec));
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

/** Bytes of experimenter id and type. */
export const EXPERIMENTER_HEADER_SIZE = 8;

/**
 * The codec of a message by its numbers on the wire, whose body the reader stands before; `multipart` is -1 for
 * messages that have none. Of a message that an experimenter defines, it steps over the experimenter's id and type;
 * one that no schema knows, and one that others write otherwise than its schema, has the codec of any experimenter's.
 */
export function codecAt(
  reader: Reader,
  version: number,
  code: number,
  multipart: number,
): MessageCodec | undefined {
  const known = code === HELLO && !VERSIONS.includes(version) ? (VERSIONS.at(-1) ?? version) : version;
  const numbered = byNumber.get(numberOf(known, code, multipart));
  if (numbered?.experimenters === undefined) return numbered?.codec;
  return codecOfExperimenter(reader, numbered.experimenters) ?? numbered.codec;
}

function codecOfExperimenter(
  reader: Reader,
  experimenters: ReadonlyMap<number, ReadonlyMap<number, MessageCodec>>,
): MessageCodec | undefined {
  const { view, offset, end } = reader;
  if (end - offset < EXPERIMENTER_HEADER_SIZE) return undefined;
  const codec = experimenters.get(view.getUint32(offset))?.get(view.getUint32(offset + 4));
  if (codec === undefined || (codec.tolerant === true && !isReadable(codec, reader))) return undefined;
  reader.take(EXPERIMENTER_HEADER_SIZE);
  return codec;
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
