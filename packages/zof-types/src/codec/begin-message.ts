import { CodecError, nearest } from "zof-codec";
import { integerFrom, show, type Writer } from "zof-codec/wire";
import type { MessageCodec } from "../gen/codec.js";
import { VERSIONS } from "../gen/metadata.js";
import { MultipartFlags } from "../gen/tables.js";
import type { MessageInput } from "../message.js";
import { canonicalType, messageTypes } from "../message-types.js";
import { codecOfType, EXPERIMENTER_HEADER_SIZE, multipartHeaderSize } from "./message-codecs.js";
import { RAW_MESSAGE, rawCodec } from "./raw-message.js";

/** The most that the length in the header of a message can say. */
export const MAX_MESSAGE_SIZE = 0xffff;

const HEADER_SIZE = 8;

/** Appends a message whose length is not known yet, and returns where it starts. */
export function beginMessage(writer: Writer, message: MessageInput, version: number, xid: number): number {
  const codec = codecOf(message, version);
  writer.version = version;
  const start = writer.reserve(HEADER_SIZE);
  const { bytes, view } = writer;
  bytes[start] = version;
  bytes[start + 1] = codec.code;
  view.setUint16(start + 2, 0);
  writer.xid = toXid(xid);
  view.setUint32(start + 4, writer.xid);
  if (codec.multipart >= 0) {
    const size = multipartHeaderSize(version);
    const offset = writer.reserve(size);
    writer.zero(offset, size);
    writer.view.setUint16(offset, codec.multipart);
    MultipartFlags.put(writer, offset + 2, message.flags ?? [], "flags");
  }
  if (codec.experimenter !== undefined) {
    const offset = writer.reserve(EXPERIMENTER_HEADER_SIZE);
    const [id, type] = codec.experimenter;
    writer.view.setUint32(offset, id);
    writer.view.setUint32(offset + 4, type);
  }
  try {
    codec.write(writer, message.msg ?? {});
  } catch (error) {
    throw error instanceof CodecError ? error.at("msg") : error;
  }
  return start;
}

/** Writes the length of a message that ends here. */
export function endMessage(writer: Writer, start: number): void {
  const size = writer.length - start;
  if (size > MAX_MESSAGE_SIZE) {
    throw new CodecError(
      "too_large",
      `the message has ${size} bytes, more than the ${MAX_MESSAGE_SIZE} that its length can say`,
    );
  }
  writer.view.setUint16(start + 2, size);
}

function toXid(xid: unknown): number {
  const value = integerFrom(xid);
  if (value !== undefined && value >= 0n && value <= 0xffffffffn) return Number(value);
  throw new CodecError("bad_value", `${show(xid)} is not an integer from 0 to 4294967295`, { path: "xid" });
}

function codecOf(
  message: MessageInput,
  version: number,
): Pick<MessageCodec, "code" | "multipart" | "experimenter" | "write"> {
  const codec = codecOfType(message.type, version);
  if (codec !== undefined) return codec;
  if ((message.type as string) === RAW_MESSAGE && VERSIONS.includes(version))
    return rawCodec(message.msg, version);
  const type = typeof message.type === "string" ? canonicalType(message.type) : undefined;
  if (type === undefined) {
    const guess = typeof message.type === "string" ? nearest(message.type, messageTypes) : undefined;
    const hint = guess === undefined ? "" : `, did you mean ${guess}?`;
    const code = message.type === undefined ? "missing" : "bad_type";
    throw new CodecError(code, `${show(message.type)} is not a message type${hint}`, { path: "type" });
  }
  if (!VERSIONS.includes(version)) {
    throw new CodecError("bad_version", `version ${show(version)} is not one of ${VERSIONS.join(", ")}`, {
      path: "version",
    });
  }
  const named = codecOfType(type, version);
  if (named !== undefined) return named;
  throw new CodecError("bad_type", `OpenFlow 1.${version - 1} has no ${type}`, { path: "type" });
}
