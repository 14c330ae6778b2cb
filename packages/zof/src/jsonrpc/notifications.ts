import { parsePacket } from "zof-codec";
import type { Connection } from "zof-core/internal";
import { decode, type Message } from "zof-types";
import { type MultipartNames, suffixed } from "../output/multipart-names.js";
import { formatYaml } from "../output/write-yaml.js";
import { commandColors } from "../report/colors.js";

/** Who a message is from. */
export interface MessageOrigin {
  readonly conn_id: number;
  readonly datapath_id: string | undefined;
  readonly auxiliary_id: number;
  readonly version: number;
  readonly lastHeardMs: number;
}

const NOBODY: MessageOrigin = {
  conn_id: 0,
  datapath_id: undefined,
  auxiliary_id: 0,
  version: 0,
  lastHeardMs: 0,
};

/** A message of a switch as clients of the service get it. */
export function messageParams(message: Message, origin: MessageOrigin, names: MultipartNames): object {
  const { type, xid, version, flags } = message;
  const shown = names === "suffix" ? suffixed(type) : type;
  return { ...envelope(shown, xid, version, origin), flags, msg: withNotes(message) };
}

/** The connection is up. */
export function upParams(connection: Connection): object {
  const { features, remoteEndpoint: endpoint, version } = connection;
  return { ...envelope("CHANNEL_UP", 0, version, connection), msg: { endpoint, features } };
}

export function downParams(connection: Connection, reason: string): object {
  const { remoteEndpoint: endpoint, version } = connection;
  return { ...envelope("CHANNEL_DOWN", 0, version, connection), msg: { endpoint, reason } };
}

/** Something cannot be read or delivered. `alert` is what clients before oftr 0.54 read. */
export function alertParams(
  message: string,
  data: Uint8Array,
  xid: number,
  origin: Partial<MessageOrigin> = {},
): object {
  const from = { ...NOBODY, lastHeardMs: Date.now(), ...origin };
  const msg = { message, alert: message, data };
  return { ...envelope("CHANNEL_ALERT", xid, from.version || undefined, from), msg };
}

function envelope(type: string, xid: number, version: number | undefined, origin: MessageOrigin): object {
  const { conn_id, datapath_id, auxiliary_id, lastHeardMs } = origin;
  const auxiliary = auxiliary_id === 0 ? undefined : auxiliary_id;
  return { type, time: seconds(lastHeardMs), xid, version, conn_id, datapath_id, auxiliary_id: auxiliary };
}

function seconds(ms: number): string {
  return `${Math.floor(ms / 1000)}.${String(Math.floor(ms % 1000)).padStart(3, "0")}000000`;
}

/** The body with what only helps to read it: the headers of a packet, the message that an ERROR is about. */
function withNotes({ type, msg }: Message): object {
  if (type === "PACKET_IN" || type === "PACKET_OUT") return { ...msg, _pkt: packetFields(msg.data) };
  const text = type === "ERROR" ? offendingText(msg.data) : undefined;
  return text === undefined ? msg : { ...msg, _text: text };
}

/** The headers as fields, several of a name one after the other. */
function packetFields(data: Uint8Array): object[] {
  const { payload: _, ...headers } = parsePacket(data).toJSON();
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => ({ field: name.toUpperCase(), value: each })),
  );
}

/** The message that a switch complains about; undefined when it is not whole. */
function offendingText(data: Uint8Array): string | undefined {
  try {
    return formatYaml(decode(data), commandColors(false));
  } catch {
    return undefined;
  }
}
