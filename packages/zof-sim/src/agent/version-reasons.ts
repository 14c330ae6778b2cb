import type { FlowRemovedReason, PacketInReason } from "zof-types";
import type { RemovalReason } from "../flow/flow-entry.js";

/** Why a packet goes to the controller, in words that a version has: OpenFlow 1.4 tells actions apart (1.4.1, section 7.4.1). */
export function packetInReason(reason: PacketInReason, version: number): PacketInReason {
  const isAction = reason === "ACTION_SET" || reason === "GROUP" || reason === "PACKET_OUT";
  return isAction && version < 5 ? "APPLY_ACTION" : reason;
}

/** Why a flow entry was removed, in words that a version has. */
export function flowRemovedReason(reason: RemovalReason, version: number): FlowRemovedReason {
  const isNew = reason === "METER_DELETE" || reason === "EVICTION";
  return (isNew && version < 5) || (reason === "GROUP_DELETE" && version < 2) ? "DELETE" : reason;
}
