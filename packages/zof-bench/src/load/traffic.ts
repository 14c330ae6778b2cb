/** How a switch sends its PACKET_INs. */
export interface Traffic {
  /** The message at `start` is a FLOW_MOD or a PACKET_OUT. */
  response(bytes: Uint8Array, start: number): void;
  /** An ECHO_REPLY: one more batch was taken by the controller. */
  acknowledged(): void;
  /** Sends what is due; called at the beginning and after each chunk that was read. */
  send(): void;
}

/** What traffic needs of its switch. */
export interface TrafficLink {
  /** Writes bytes that are not changed afterwards, with so many PACKET_INs in them. */
  write(bytes: Uint8Array, packetIns: number): void;
}

/** Sends nothing. */
export const SILENCE: Traffic = { response() {}, acknowledged() {}, send() {} };
