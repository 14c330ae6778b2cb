import type { Clock } from "../clock/clock.js";

/** How a switch may treat each message that it sends. */
export type Misbehaviour =
  /** Nothing is sent: no answer, no PACKET_IN. */
  | "never_answers"
  /** Zeros in place of the message. */
  | "garbage"
  /** The first half of the message, and then the end of the connection. */
  | "closes_in_message"
  /** A transaction id that nobody asked with. */
  | "wrong_xid"
  /** A length in the header that reaches into the next message. */
  | "wrong_length";

/** What is slow or wrong about a switch's connection to its controller; may change at any time. */
export class ChannelBehaviour {
  /** What becomes of messages that the switch sends; undefined for nothing unusual. */
  misbehaviour: Misbehaviour | undefined;
  /** How long the switch takes to send anything, in milliseconds of the network's clock. */
  replyDelayMs = 0;
  /** How fast the switch reads; the rest waits in the sockets, and then at the controller. */
  readBytesPerSecond = Number.POSITIVE_INFINITY;

  constructor(readonly clock: Clock) {}

  /** Whether the controller gets answers as they should be, and at once. */
  get isProper(): boolean {
    const { misbehaviour, replyDelayMs, readBytesPerSecond } = this;
    return (
      misbehaviour === undefined && replyDelayMs === 0 && readBytesPerSecond === Number.POSITIVE_INFINITY
    );
  }
}

/** What a message is on the wire with a misbehaviour, and whether the connection ends with it. */
export function distorted(message: Uint8Array, how: Misbehaviour): { bytes: Uint8Array; ends: boolean } {
  const bytes = new Uint8Array(message);
  const header = new DataView(bytes.buffer);
  switch (how) {
    case "never_answers":
      return { bytes: bytes.subarray(0, 0), ends: false };
    case "garbage":
      return { bytes: bytes.fill(0), ends: false };
    case "closes_in_message":
      return { bytes: bytes.subarray(0, bytes.length >> 1), ends: true };
    case "wrong_xid":
      header.setUint32(4, header.getUint32(4) ^ 0x8000_0000);
      return { bytes, ends: false };
    case "wrong_length":
      header.setUint16(2, bytes.length + 4);
      return { bytes, ends: false };
  }
}
