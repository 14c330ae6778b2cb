import { CodecError } from "zof-codec";
import {
  decode,
  type ErrorCodeInput,
  encode,
  isMultipart,
  type Message,
  type MessageInput,
  replyTypeOf,
} from "zof-types";
import { PORTS } from "./packet-in-cycle.js";

/** The message type of all messages of experimenters, those that zof-types knows included. */
const EXPERIMENTER = 4;
const MULTIPART_REQUEST: Readonly<Record<number, number>> = { 1: 16, 4: 18 };

/**
 * The reply of the emulated switch to a message of the controller, as bytes; undefined for one that has none.
 * The switch has two ports, no flow entries, and is content with whatever is configured.
 */
export function replyTo(request: Uint8Array, switchNumber: number): Uint8Array | undefined {
  if (request[1] === EXPERIMENTER) return refuse(request, "OFPBRC_BAD_EXPERIMENTER");
  const message = known(request);
  if (message === undefined) return replyToUnknown(request);
  const reply = body(message, switchNumber);
  if (reply !== undefined) return encode({ ...reply, version: message.version, xid: message.xid });
  const asks = replyTypeOf(message.type) !== undefined;
  return asks
    ? refuse(request, isMultipart(message.type) ? "OFPBRC_BAD_MULTIPART" : "OFPBRC_BAD_TYPE")
    : undefined;
}

function body(request: Message, switchNumber: number): MessageInput | undefined {
  switch (request.type) {
    case "FEATURES_REQUEST":
      return { type: "FEATURES_REPLY", msg: features(request.version, switchNumber) };
    case "ECHO_REQUEST":
      return { type: "ECHO_REPLY", msg: { data: request.msg.data } };
    case "BARRIER_REQUEST":
      return { type: "BARRIER_REPLY" };
    case "GET_CONFIG_REQUEST":
      return { type: "GET_CONFIG_REPLY", msg: { flags: [], miss_send_len: 128 } };
    case "ROLE_REQUEST":
      return { type: "ROLE_REPLY", msg: request.msg };
    case "REQUEST.DESC":
      return {
        type: "REPLY.DESC",
        msg: { mfr_desc: "zof", dp_desc: `load generator, switch ${switchNumber}` },
      };
    case "REQUEST.PORT_DESC":
      return { type: "REPLY.PORT_DESC", msg: ports(switchNumber) };
    case "REQUEST.FLOW_DESC":
      return { type: "REPLY.FLOW_DESC", msg: [] };
    case "REQUEST.AGGREGATE_STATS":
      return { type: "REPLY.AGGREGATE_STATS", msg: {} };
    case "REQUEST.TABLE_STATS":
      return { type: "REPLY.TABLE_STATS", msg: [] };
    case "REQUEST.PORT_STATS":
      return { type: "REPLY.PORT_STATS", msg: [] };
    default:
      return undefined;
  }
}

function features(version: number, switchNumber: number) {
  const common = { datapath_id: switchNumber, n_buffers: 256, n_tables: 1, capabilities: [] };
  return version === 1 ? { ...common, actions: ["OUTPUT" as const], ports: ports(switchNumber) } : common;
}

function ports(switchNumber: number) {
  return PORTS.map((port) => ({
    port_no: port,
    hw_addr: `06:00:00:${hexByte(switchNumber >> 8)}:${hexByte(switchNumber & 0xff)}:${hexByte(port)}`,
    name: `s${switchNumber}-eth${port}`,
  }));
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, "0");
}

/** The message, unless it is of a type that zof-types does not have. */
function known(request: Uint8Array): Message | undefined {
  try {
    return decode(request);
  } catch (error) {
    if (error instanceof CodecError && error.code === "bad_type") return undefined;
    throw error;
  }
}

/** Refuses a multipart request of a type that zof-types does not have, and ignores what else it does not. */
function replyToUnknown(request: Uint8Array): Uint8Array | undefined {
  const [version = 0, code] = request;
  return code === MULTIPART_REQUEST[version] ? refuse(request, "OFPBRC_BAD_MULTIPART") : undefined;
}

function refuse(request: Uint8Array, code: ErrorCodeInput): Uint8Array {
  const [version = 0] = request;
  const xid = new DataView(request.buffer, request.byteOffset).getUint32(4);
  return encode({
    type: "ERROR",
    version,
    xid,
    msg: { type: "BAD_REQUEST", code, data: request.subarray(0, 64) },
  });
}
