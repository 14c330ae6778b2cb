import type { Writer } from "zof-codec";

/** Types in the header of a message that mean the same in every version (OpenFlow 1.3.5, 7.1). */
export const MessageTypeByte = {
  HELLO: 0,
  ERROR: 1,
  ECHO_REQUEST: 2,
  ECHO_REPLY: 3,
  EXPERIMENTER: 4,
} as const;

/**
 * HELLO, ECHO_REQUEST, PACKET_IN, FLOW_REMOVED, PORT_STATUS, and from OpenFlow 1.4 on ROLE_STATUS,
 * TABLE_STATUS, REQUESTFORWARD and CONTROLLER_STATUS.
 */
const UNSOLICITED = new Set([0, 2, 10, 11, 12, 30, 31, 32, 35]);

/**
 * Whether a message of this type can answer a request. The others come on the switch's own account, with
 * transaction ids of its own that may equal one of ours.
 */
export function canBeReply(type: number): boolean {
  return !UNSOLICITED.has(type);
}

/** The transaction id of the message that begins at `start`. */
export function xidOf(bytes: Uint8Array, start: number): number {
  const high = ((bytes[start + 4] as number) << 8) | (bytes[start + 5] as number);
  const low = ((bytes[start + 6] as number) << 8) | (bytes[start + 7] as number);
  return high * 0x10000 + low;
}

/** Appends the answer to an ECHO_REQUEST: the same bytes with another type (OpenFlow 1.3.5, 7.5.3). */
export function appendEchoReply(output: Writer, bytes: Uint8Array, start: number, end: number): void {
  const offset = output.length;
  output.append(bytes.subarray(start, end));
  output.bytes[offset + 1] = MessageTypeByte.ECHO_REPLY;
}
