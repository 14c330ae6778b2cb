import type { MessageOf } from "zof-types";
import { flowMonitorFailed } from "../openflow-error.js";
import type { ControllerSession } from "./controller-session.js";
import type { Device } from "./device.js";
import type { Answer } from "./request-handler.js";
import { sendParts } from "./send-parts.js";

/** REQUEST.FLOW_MONITOR: begins, changes or ends a monitor, and says what it sees now (OpenFlow 1.4.1, section 7.3.5.17). */
export function flowMonitor(
  { msg, version }: MessageOf<"REQUEST.FLOW_MONITOR">,
  { flowTables }: Device,
  answer: Answer,
  { monitors }: ControllerSession,
): void {
  if (msg.table_id !== "ALL" && flowTables.tables[msg.table_id as number] === undefined) {
    throw flowMonitorFailed("BAD_TABLE_ID", `there is no table ${msg.table_id}`);
  }
  switch (msg.command) {
    case "ADD":
      monitors.add(msg, version);
      break;
    case "MODIFY":
      monitors.modify(msg, version);
      break;
    case "DELETE":
      monitors.remove(msg);
      return;
    default:
      throw flowMonitorFailed("BAD_COMMAND", `${msg.command} is not a command`);
  }
  const updates = monitors.initial(
    msg,
    flowTables.tables.flatMap((table) => table.entries),
  );
  sendParts(updates, (part, flags) => answer({ type: "REPLY.FLOW_MONITOR", flags, msg: part }));
}
