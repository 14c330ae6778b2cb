import type { MessageInput } from "zof-types";
import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import { fromPortNumber } from "../match/port-number.js";
import type { PacketIn } from "../switch/controller-sink.js";
import { describePort } from "../switch/port-description.js";
import type { SwitchPort } from "../switch/switch-port.js";
import { flowStat } from "./flow-requests.js";
import { seconds } from "./seconds.js";
import { flowRemovedReason, packetInReason } from "./version-reasons.js";

/** PACKET_IN (OpenFlow 1.3.5, section 7.4.1). */
export function packetInMessage(packet: PacketIn, version: number): MessageInput {
  const { buffer_id = "NO_BUFFER" } = packet;
  const reason = packetInReason(packet.reason, version);
  // Only OpenFlow 1.1 says it when the port is a physical one.
  const physical = version === 2 && { in_phy_port: packet.in_port };
  return {
    type: "PACKET_IN",
    msg: { ...packet, ...physical, reason, buffer_id, in_port: fromPortNumber(packet.in_port) },
  };
}

/** FLOW_REMOVED (OpenFlow 1.3.5, section 7.4.2). */
export function flowRemovedMessage(
  entry: FlowEntry,
  reason: RemovalReason,
  now: number,
  version: number,
): MessageInput {
  const counters =
    version >= 6
      ? { stat: flowStat(entry, now) }
      : {
          duration: seconds(now - entry.created),
          packet_count: entry.packet_count,
          byte_count: entry.byte_count,
        };
  return {
    type: "FLOW_REMOVED",
    msg: {
      cookie: entry.cookie,
      priority: entry.priority,
      reason: flowRemovedReason(reason, version),
      table_id: entry.table_id,
      idle_timeout: entry.idle_timeout,
      hard_timeout: entry.hard_timeout,
      match: entry.match.fields,
      ...counters,
    },
  };
}

/** PORT_STATUS (OpenFlow 1.3.5, section 7.4.3). */
export function portStatusMessage(reason: "ADD" | "MODIFY", port: SwitchPort, version: number): MessageInput {
  return { type: "PORT_STATUS", msg: { reason, ...describePort(port, version) } };
}
