import type { FlowStatsInput, PortNumber, PortStatsInput, TableNumber, TableStatsInput } from "zof-types";
import type { FlowEntry } from "../flow/flow-entry.js";
import { type FlowSelection, selectionFilter } from "../flow/flow-filter.js";
import { PORT, toPortNumber } from "../match/port-number.js";
import type { Interface } from "../network/link.js";
import { badRequest } from "../openflow-error.js";
import { describePort } from "../switch/port-description.js";
import type { Device } from "./device.js";
import type { RequestHandlers } from "./request-handler.js";
import { seconds } from "./seconds.js";
import { sendParts } from "./send-parts.js";

/** Every wildcard bit that OpenFlow 1.0 defines (section 5.2.3). */
const ALL_WILDCARDS = 0x3fffff;

/** The multipart requests (OpenFlow 1.3.5, section 7.3.5), in OpenFlow 1.0 the statistics requests (section 5.3.5). */
export const MULTIPART: RequestHandlers = {
  "REQUEST.DESC": (_message, device, answer) =>
    answer({
      type: "REPLY.DESC",
      msg: {
        mfr_desc: "zof",
        hw_desc: "simulated switch",
        sw_desc: "zof-sim",
        serial_num: device.datapath_id,
        dp_desc: device.name,
      },
    }),

  "REQUEST.FLOW_DESC": ({ msg, version }, device, answer) =>
    sendParts(
      selectEntries(device, msg, version).map((entry) => flowStats(entry, device.clock.now())),
      (part, flags) => answer({ type: "REPLY.FLOW_DESC", flags, msg: part }),
    ),

  "REQUEST.AGGREGATE_STATS": ({ msg, version }, device, answer) => {
    const entries = selectEntries(device, msg, version);
    answer({
      type: "REPLY.AGGREGATE_STATS",
      msg: {
        packet_count: entries.reduce((sum, entry) => sum + entry.packet_count, 0),
        byte_count: entries.reduce((sum, entry) => sum + entry.byte_count, 0),
        flow_count: entries.length,
      },
    });
  },

  "REQUEST.TABLE_STATS": (_message, device, answer) =>
    sendParts(tableStats(device), (part, flags) => answer({ type: "REPLY.TABLE_STATS", flags, msg: part })),

  "REQUEST.PORT_STATS": ({ msg }, device, answer) =>
    sendParts(
      selectPorts(device, msg.port_no).map((port) => portStats(port, device.clock.now() - port.created)),
      (part, flags) => answer({ type: "REPLY.PORT_STATS", flags, msg: part }),
    ),

  "REQUEST.PORT_DESC": ({ version }, device, answer) =>
    sendParts(
      [...device.ports.values()].map((port) => describePort(port, version)),
      (part, flags) => answer({ type: "REPLY.PORT_DESC", flags, msg: part }),
    ),
};

function selectEntries(
  device: Device,
  selection: FlowSelection & { readonly table_id: TableNumber },
  version: number,
): FlowEntry[] {
  const isMeant = selectionFilter(selection, version);
  return device.flowTables.select(selection.table_id).flatMap((table) => table.entries.filter(isMeant));
}

function flowStats(entry: FlowEntry, now: number): FlowStatsInput {
  return {
    table_id: entry.table_id,
    duration: seconds(now - entry.created),
    priority: entry.priority,
    idle_timeout: entry.idle_timeout,
    hard_timeout: entry.hard_timeout,
    flags: entry.flags,
    cookie: entry.cookie,
    packet_count: entry.packet_count,
    byte_count: entry.byte_count,
    match: entry.match.fields,
    instructions: entry.program.instructions,
  };
}

function tableStats(device: Device): TableStatsInput[] {
  return device.flowTables.tables.map((table) => ({
    table_id: table.table_id,
    name: `table${table.table_id}`,
    wildcards: ALL_WILDCARDS,
    max_entries: table.max_entries,
    active_count: table.entries.length,
    lookup_count: table.lookup_count,
    matched_count: table.matched_count,
  }));
}

function selectPorts(device: Device, value: PortNumber): Interface[] {
  const port_no = toPortNumber(value);
  if (port_no === PORT.ANY) return [...device.ports.values()];
  const port = device.ports.get(port_no);
  if (port === undefined) throw badRequest("BAD_PORT", `there is no port ${value}`);
  return [port];
}

function portStats(port: Interface, age: number): PortStatsInput {
  return {
    port_no: port.port_no,
    duration: seconds(age),
    rx_packets: port.rx_packets,
    tx_packets: port.tx_packets,
    rx_bytes: port.rx_bytes,
    tx_bytes: port.tx_bytes,
    tx_dropped: port.tx_dropped,
  };
}
