import type { FlowStatsEntryInput, FlowStatsInput, StatInput, TableNumber } from "zof-types";
import type { FlowEntry } from "../flow/flow-entry.js";
import { type FlowSelection, selectionFilter } from "../flow/flow-filter.js";
import type { Device } from "./device.js";
import { flowMod } from "./flow-mod-request.js";
import type { RequestHandlers } from "./request-handler.js";
import { seconds } from "./seconds.js";
import { sendParts } from "./send-parts.js";

/** FLOW_MOD and what can be asked about flow entries (OpenFlow 1.3.5, sections 7.3.5.2 and 7.3.5.3; 1.5.1, 7.3.5.2 to 7.3.5.4). */
export const FLOW_REQUESTS: RequestHandlers = {
  FLOW_MOD: flowMod,

  "REQUEST.FLOW_DESC": ({ msg, version }, device, answer) =>
    sendParts(
      selectEntries(device, msg, version).map((entry) => describe(entry, device.clock.now(), version)),
      (part, flags) => answer({ type: "REPLY.FLOW_DESC", flags, msg: part }),
    ),

  "REQUEST.FLOW_STATS": ({ msg, version }, device, answer) =>
    sendParts(
      selectEntries(device, msg, version).map((entry) => statistics(entry, device.clock.now())),
      (part, flags) => answer({ type: "REPLY.FLOW_STATS", flags, msg: part }),
    ),

  "REQUEST.AGGREGATE_STATS": ({ msg, version }, device, answer) => {
    const entries = selectEntries(device, msg, version);
    const sum = {
      packet_count: entries.reduce((total, entry) => total + entry.packet_count, 0),
      byte_count: entries.reduce((total, entry) => total + entry.byte_count, 0),
      flow_count: entries.length,
    };
    const stat: StatInput[] = [
      { field: "FLOW_COUNT", value: sum.flow_count },
      { field: "PACKET_COUNT", value: sum.packet_count },
      { field: "BYTE_COUNT", value: sum.byte_count },
    ];
    answer({ type: "REPLY.AGGREGATE_STATS", msg: version >= 6 ? { stat } : sum });
  },
};

/** The counters of an entry in the form of OpenFlow 1.5 (1.5.1, section 7.2.4.3). */
export function flowStat(entry: FlowEntry, now: number): StatInput[] {
  return [
    { field: "DURATION", value: seconds(now - entry.created) },
    { field: "IDLE_TIME", value: seconds(now - entry.lastUsed) },
    { field: "PACKET_COUNT", value: entry.packet_count },
    { field: "BYTE_COUNT", value: entry.byte_count },
  ];
}

function selectEntries(
  device: Device,
  selection: FlowSelection & { readonly table_id: TableNumber },
  version: number,
): FlowEntry[] {
  const isMeant = selectionFilter(selection, version);
  return device.flowTables.select(selection.table_id).flatMap((table) => table.entries.filter(isMeant));
}

function describe(entry: FlowEntry, now: number, version: number): FlowStatsInput {
  const counters =
    version >= 6
      ? { stat: flowStat(entry, now) }
      : {
          duration: seconds(now - entry.created),
          packet_count: entry.packet_count,
          byte_count: entry.byte_count,
        };
  return {
    table_id: entry.table_id,
    priority: entry.priority,
    idle_timeout: entry.idle_timeout,
    hard_timeout: entry.hard_timeout,
    importance: entry.importance,
    flags: entry.flags,
    cookie: entry.cookie,
    match: entry.match.fields,
    instructions: entry.program.instructions,
    ...counters,
  };
}

function statistics(entry: FlowEntry, now: number): FlowStatsEntryInput {
  return {
    table_id: entry.table_id,
    reason: "STATS_REQUEST",
    priority: entry.priority,
    match: entry.match.fields,
    stat: flowStat(entry, now),
  };
}
