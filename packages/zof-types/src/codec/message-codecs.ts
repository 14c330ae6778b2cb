import { type MessageCodec, messages } from "../gen/codec.js";
import { VERSIONS } from "../gen/metadata.js";

const byType = new Map<string, MessageCodec>();
const byNumber = new Map<number, MessageCodec>();

/** HELLO is the same in all versions, and comes before a version is agreed. */
const HELLO = 0;

for (const codec of messages) {
  byType.set(`${codec.version}/${codec.type}`, codec);
  byNumber.set(numberOf(codec.version, codec.code, codec.multipart), codec);
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

export function isMultipartCode(version: number, code: number): boolean {
  return multipartCodes.has((version << 8) | code);
}

/** Bytes of multipart type, flags and padding between header and body. */
export function multipartHeaderSize(version: number): number {
  return version === 1 ? 4 : 8;
}
