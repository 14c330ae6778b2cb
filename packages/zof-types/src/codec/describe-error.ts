import { CodecError } from "zof-codec";
import { Reader } from "zof-codec/wire";
import { errorMeanings, experimenterErrors } from "../gen/metadata.js";
import type { MessageOf } from "../message.js";
import { decode, decodeHead } from "./decode.js";
import { codecAt, isMultipartCode, multipartHeaderSize } from "./message-codecs.js";

/** The message that an ERROR is about, as far as the ERROR quotes it. */
export interface FailedRequest {
  /** As `FLOW_MOD`; in hexadecimal when the version has no such type. */
  type: string;
  xid: number;
  version: number;
  /** Whether all of it is quoted, and can be read. */
  complete: boolean;
  /** Its body. Of a message that was cut off: the properties that are there, lists with those of their items that are. */
  msg?: unknown;
}

/** What an ERROR says (OpenFlow 1.3.5 section 7.4.4). */
export interface ErrorDetails {
  /** All of it in a line, as `FLOW_MOD (xid 7) failed: BAD_MATCH OFPBMC_BAD_PREREQ: a field lacks another one ...` */
  text: string;
  /** Name of the code, also of an experimenter's that is known (`NXBRC_NXM_INVALID`); hexadecimal when it has none. */
  code: string;
  /** What the code means; undefined when that is not known. */
  meaning?: string;
  /** The experimenter whose error it is. */
  experimenter?: number;
  /** What the other side says in words, with HELLO_FAILED. */
  explanation?: string;
  /** The message that failed; undefined when the ERROR does not quote it. */
  request?: FailedRequest;
}

const HEADER_SIZE = 8;

/** The error type of experimenters in Open vSwitch's OpenFlow 1.0 and 1.1, and its only code. */
const NICIRA_TYPE = "0xb0c2";
const NICIRA_CODE = 1;

/** One that is made by hand may have none. */
const NO_DATA = new Uint8Array(0);

/** What an ERROR means, and what it is about. Never throws: whatever cannot be read of it is left out. */
export function describeError({ msg, xid, version }: MessageOf<"ERROR">): ErrorDetails {
  const { type, data = NO_DATA } = msg;
  const own = experimenterError(msg, version);
  const code = own?.code ?? msg.code;
  const meaning = errorMeanings[code];
  const explanation = type === "HELLO_FAILED" ? textOf(data) : undefined;
  const request = explanation === undefined ? failedRequest(own?.data ?? data) : undefined;
  const subject = request === undefined ? `the request (xid ${xid})` : `${request.type} (xid ${request.xid})`;
  const name = own === undefined ? `${type} ${code}` : `${code} of experimenter ${hex(own.experimenter, 8)}`;
  const words = [name, meaning, explanation].filter((each) => each !== undefined);
  return {
    text: `${explanation === undefined ? `${subject} failed: ` : ""}${words.join(": ")}`,
    code,
    ...(meaning !== undefined && { meaning }),
    ...(own !== undefined && { experimenter: own.experimenter }),
    ...(explanation !== undefined && { explanation }),
    ...(request !== undefined && { request }),
  };
}

interface ExperimenterError {
  readonly experimenter: number;
  readonly code: string;
  /** What follows. */
  readonly data: Uint8Array;
}

function experimenterError(
  { type, code, data = NO_DATA }: MessageOf<"ERROR">["msg"],
  version: number,
): ExperimenterError | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (type === "EXPERIMENTER" && data.length >= 4)
    return named(view.getUint32(0), Number(code), data.subarray(4));
  const isNicira = type.toLowerCase() === NICIRA_TYPE && Number(code) === NICIRA_CODE && data.length >= 8;
  return isNicira ? named(view.getUint32(0), view.getUint32(4), data.subarray(8)) : undefined;

  function named(experimenter: number, number: number, rest: Uint8Array): ExperimenterError {
    const name = experimenterErrors[experimenter]?.[version]?.[number];
    return { experimenter, code: name ?? hex(number, number > 0xffff ? 8 : 4), data: rest };
  }
}

/** The message that begins in the data of an ERROR, if one does. */
function failedRequest(data: Uint8Array): FailedRequest | undefined {
  if (data.length < HEADER_SIZE) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [version, code, size] = [view.getUint8(0), view.getUint8(1), view.getUint16(2)];
  if (size < HEADER_SIZE) return undefined;
  const head = data.subarray(0, Math.min(size, data.length));
  const type = typeOf(version, code, head);
  const common = { type, xid: view.getUint32(4), version };
  const whole = head.length === size ? decoded(head) : undefined;
  if (whole !== undefined) return { ...common, complete: true, msg: whole };
  const msg = decodeHead(head);
  return { ...common, complete: false, ...(msg !== undefined && { msg }) };
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decode(bytes).msg;
  } catch (error) {
    if (error instanceof CodecError) return undefined;
    throw error;
  }
}

function typeOf(version: number, code: number, head: Uint8Array): string {
  const reader = new Reader();
  reader.open(head, 0, head.length);
  reader.take(HEADER_SIZE);
  const size = multipartHeaderSize(version);
  const isThere = isMultipartCode(version, code) && reader.end - reader.offset >= size;
  const multipart = isThere ? reader.view.getUint16(reader.take(size)) : -1;
  return codecAt(reader, version, code, multipart)?.type ?? `message of type ${hex(code, 2)}`;
}

/** Bytes as the text that they are meant to be: UTF-8, on one line. */
function textOf(data: Uint8Array): string {
  return new TextDecoder()
    .decode(data)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, "0")}`;
}
