import { hexText, Writer } from "zof-codec";
import { withoutNotes } from "zof-compile/internal";
import type { Connection } from "zof-core/internal";
import { type MessageInput, validate } from "zof-types";
import { encodeMessage } from "zof-types/internal";
import { RpcError, RpcErrorCode } from "./rpc-error.js";

const writer = new Writer();
const HEADER_SIZE = 8;

/** Flags of a message that are for the service and not for the switch. */
const OWN_FLAGS: readonly unknown[] = ["NO_ALERT", "NO_FLUSH"];

/** The flags of a message that its sender wrote, whatever they are. */
export function flagsOf({ flags }: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Array.isArray(flags) ? flags : [];
}

/**
 * Sends a message that a client wrote, and returns its header as hexadecimal text.
 *
 * @param destination - finds the connection, or throws; asked once the message is found to be in order.
 * @throws RpcError, CodecError when it cannot be encoded; nothing is sent then.
 */
export function sendMessage(
  destination: () => Connection,
  params: Readonly<Record<string, unknown>>,
): string {
  const message = readMessage(params);
  const [problem] = validate(message);
  if (problem !== undefined) {
    const reason = `params.${problem.path.join(".")}: ${problem.message}`;
    throw new RpcError(RpcErrorCode.INVALID_REQUEST, reason);
  }
  const connection = destination();
  writer.length = 0;
  const version = Number(message.version ?? connection.version);
  encodeMessage(writer, message, version, message.xid ?? connection.nextXid());
  const bytes = writer.bytes.subarray(0, writer.length);
  connection.output.append(bytes);
  connection.flushSoon();
  return hexText(bytes.subarray(0, HEADER_SIZE));
}

function readMessage(params: Readonly<Record<string, unknown>>): MessageInput {
  const { src: _s, dst: _d, ...message } = withoutNotes(withPacket(params));
  const flags = flagsOf(params).filter((flag) => !OWN_FLAGS.includes(flag));
  return { ...message, ...(flags.length > 0 ? { flags } : { flags: undefined }) } as unknown as MessageInput;
}

/** A PACKET_OUT may have the fields of its packet, `_pkt`, and what follows them, `_pkt_data`, in place of `data`. */
function withPacket(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const msg = params.msg as Record<string, unknown> | null | undefined;
  if (!Array.isArray(msg?._pkt) || (msg.data !== undefined && msg.data !== "")) return params;
  const fields = (msg._pkt as { field: string; value: unknown }[]).map(({ field, value }) => [
    `${field}`.toLowerCase(),
    value,
  ]);
  const { data: _, ...rest } = msg;
  const payload = msg._pkt_data === undefined ? {} : { payload: msg._pkt_data };
  return { ...params, msg: { ...rest, pkt: { ...Object.fromEntries(fields), ...payload } } };
}
