import { parsePacket } from "zof-codec";
import type { Message } from "zof-types";
import { suffixed } from "../output/multipart-names.js";
import type { DecodeOptions } from "./decode-options.js";
import type { Frame } from "./frame.js";

/** Adds to a message what the options of `zof decode` ask to be shown with it. */
export function messageShape(
  options: DecodeOptions,
  name: string,
): (message: Message, frame: Frame) => object {
  const { packetHeaders, showFilename, timestamp, multipartNames } = options;
  return (message, { time, source, target }) => {
    const type = multipartNames === "suffix" ? suffixed(message.type) : message.type;
    const stamp = timestamp === "none" ? undefined : (time ?? (timestamp === "secs" ? now() : undefined));
    const msg = packetHeaders ? withHeaders(message.msg) : message.msg;
    // The usual case needs no copy.
    if (
      stamp === undefined &&
      source === undefined &&
      !showFilename &&
      msg === message.msg &&
      type === message.type
    ) {
      return message;
    }
    const from = source === undefined ? {} : { src: source, dst: target };
    const file = showFilename ? { _file: name } : {};
    return { ...(stamp !== undefined && { time: seconds(stamp) }), ...file, ...from, ...message, type, msg };
  };
}

function withHeaders(msg: Message["msg"]): object {
  if (!("data" in msg) || !(msg.data instanceof Uint8Array) || !("in_port" in msg)) return msg;
  return { ...msg, _pkt: parsePacket(msg.data).toJSON() };
}

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

/** Nanoseconds as seconds with nine decimals. */
function seconds(nanoseconds: bigint): string {
  return `${nanoseconds / 1_000_000_000n}.${String(nanoseconds % 1_000_000_000n).padStart(9, "0")}`;
}
