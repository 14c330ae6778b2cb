import type { MessageInput } from "zof-types";
import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import { fromPortNumber } from "../match/port-number.js";
import type { Interface } from "../network/link.js";
import type { PacketIn } from "../switch/controller-sink.js";
import { describePort } from "../switch/port-description.js";
import { seconds } from "./seconds.js";

/** PACKET_IN (OpenFlow 1.3.5, section 7.4.1). */
export function packetInMessage(packet: PacketIn): MessageInput {
  const { buffer_id = "NO_BUFFER" } = packet;
  return { type: "PACKET_IN", msg: { ...packet, buffer_id, in_port: fromPortNumber(packet.in_port) } };
}

/** FLOW_REMOVED (OpenFlow 1.3.5, section 7.4.2). */
export function flowRemovedMessage(entry: FlowEntry, reason: RemovalReason, now: number): MessageInput {
  return {
    type: "FLOW_REMOVED",
    msg: {
      cookie: entry.cookie,
      priority: entry.priority,
      reason,
      table_id: entry.table_id,
      duration: seconds(now - entry.created),
      idle_timeout: entry.idle_timeout,
      hard_timeout: entry.hard_timeout,
      packet_count: entry.packet_count,
      byte_count: entry.byte_count,
      match: entry.match.fields,
    },
  };
}

/** PORT_STATUS (OpenFlow 1.3.5, section 7.4.3). */
export function portStatusMessage(reason: "ADD" | "MODIFY", port: Interface, version: number): MessageInput {
  return { type: "PORT_STATUS", msg: { reason, ...describePort(port, version) } };
}
