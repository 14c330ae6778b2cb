import { bytesFrom, CodecError } from "zof-codec";
import { integerFrom, show, type Writer } from "zof-codec/wire";
import { canonicalType } from "../message-types.js";
import { codecOfType } from "./message-codecs.js";

/**
 * The type of a message whose body is given as bytes, in `msg.data`, and not looked at. `msg.type` is the type
 * in the header: a message's, or a number as `0x63`. Of a multipart message `data` holds the multipart type,
 * flags and padding as well.
 */
export const RAW_MESSAGE = "_RAW_MESSAGE";

/** Multipart messages by the name of what their header says. */
const HEADER_TYPES: Readonly<Record<string, string>> = {
  MULTIPART_REQUEST: "REQUEST.DESC",
  MULTIPART_REPLY: "REPLY.DESC",
};

/** How a message of undecoded bytes is written. */
export function rawCodec(msg: unknown, version: number) {
  return { code: headerType((msg as { type?: unknown } | undefined)?.type, version), multipart: -1, write };
}

function write(writer: Writer, msg: unknown): void {
  const { data = "" } = msg as { data?: unknown };
  const bytes = bytesFrom(data);
  if (bytes !== undefined) writer.append(bytes);
  else throw new CodecError("bad_value", `${show(data)} is not bytes in hexadecimal text`, { path: "data" });
}

function headerType(type: unknown, version: number): number {
  const name = typeof type === "string" ? (HEADER_TYPES[type] ?? canonicalType(type)) : undefined;
  const code = name === undefined ? undefined : codecOfType(name, version)?.code;
  if (code !== undefined) return code;
  const number = integerFrom(type);
  if (number !== undefined && number >= 0n && number <= 255n) return Number(number);
  const reason = `${show(type)} is neither a message type of OpenFlow 1.${version - 1} nor a number from 0 to 255`;
  throw new CodecError("bad_type", reason, { path: "msg.type" });
}
