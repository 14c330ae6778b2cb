import type { PacketInReason } from "zof-types";
import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import type { SwitchPort } from "./switch-port.js";

/** A packet for the controller (OpenFlow 1.3.5, section 7.4.1). */
export interface PacketIn {
  /** Undefined when the whole packet is in `data`. */
  readonly buffer_id: number | undefined;
  /** Bytes of the whole packet. */
  readonly total_len: number;
  readonly in_port: number;
  readonly metadata: bigint;
  readonly reason: PacketInReason;
  readonly table_id: number;
  readonly cookie: bigint;
  readonly data: Uint8Array;
}

/** What a switch tells its controller of its own accord. */
export interface ControllerSink {
  packetIn(packet: PacketIn): void;
  flowAdded(entry: FlowEntry): void;
  flowModified(entry: FlowEntry): void;
  flowRemoved(entry: FlowEntry, reason: RemovalReason): void;
  portStatus(reason: "ADD" | "MODIFY", port: SwitchPort): void;
}
