import type { FlowMonitor, FlowUpdateInput, MessageInput } from "zof-types";
import type { FlowEntry, RemovalReason } from "../flow/flow-entry.js";
import { type FlowFilter, selectionFilter } from "../flow/flow-filter.js";
import { flowMonitorFailed } from "../openflow-error.js";
import { flowRemovedReason } from "./version-reasons.js";

/** What can become of a flow entry, with the flag that asks for it. */
const FLAGS = { ADDED: "ADD", MODIFIED: "MODIFY", REMOVED: "REMOVED" } as const;
export type FlowChange = keyof typeof FLAGS;

interface Monitor {
  readonly request: FlowMonitor;
  readonly isMeant: FlowFilter;
}

/** Monitors of one connection at once. */
const MAX_MONITORS = 1024;
/** Updates that the switch sends of its own accord (OpenFlow 1.5.1, section 7.3.5.19). */
const NO_XID = 0;

/** What a controller wants to know of changes in the flow tables (OpenFlow 1.4.1, section 7.3.5.17). */
export class FlowMonitors {
  readonly #monitors = new Map<number, Monitor>();
  readonly #offer: (message: MessageInput, xid?: number) => void;
  /** Of the request that is being carried out; changes now are this controller's own. */
  handling: number | undefined;

  constructor(offer: (message: MessageInput, xid?: number) => void) {
    this.#offer = offer;
  }

  /** @throws OpenFlowError FLOW_MONITOR_FAILED MONITOR_EXISTS or UNKNOWN; BAD_MATCH */
  add(request: FlowMonitor, version: number): void {
    const { monitor_id } = request;
    if (this.#monitors.has(monitor_id)) {
      throw flowMonitorFailed("MONITOR_EXISTS", `monitor ${monitor_id} is there already`);
    }
    if (this.#monitors.size >= MAX_MONITORS)
      throw flowMonitorFailed("UNKNOWN", `there are ${MAX_MONITORS} monitors`);
    this.#set(request, version);
  }

  /** @throws OpenFlowError FLOW_MONITOR_FAILED UNKNOWN_MONITOR; BAD_MATCH */
  modify(request: FlowMonitor, version: number): void {
    this.#check(request);
    this.#set(request, version);
  }

  /** @throws OpenFlowError FLOW_MONITOR_FAILED UNKNOWN_MONITOR */
  remove(request: FlowMonitor): void {
    this.#check(request);
    this.#monitors.delete(request.monitor_id);
  }

  /** What a monitor says of the entries that are there when it begins. */
  initial({ monitor_id }: FlowMonitor, entries: readonly FlowEntry[]): FlowUpdateInput[] {
    const monitor = this.#monitors.get(monitor_id);
    if (monitor === undefined || !monitor.request.flags.includes("INITIAL")) return [];
    return entries.filter(monitor.isMeant).map((entry) => ({ event: "INITIAL", ...body(entry, monitor) }));
  }

  /** Tells of a change, in short when the controller caused it itself. */
  changed(change: FlowChange, entry: FlowEntry, reason?: RemovalReason): void {
    for (const monitor of this.#monitors.values()) {
      const { flags } = monitor.request;
      const isOwn = this.handling !== undefined;
      if (!flags.includes(FLAGS[change]) || !monitor.isMeant(entry)) continue;
      if (flags.includes("ONLY_OWN") && !isOwn) continue;
      const update: FlowUpdateInput =
        isOwn && !flags.includes("NO_ABBREV")
          ? { event: "ABBREV", xid: this.handling as number }
          : { event: change, ...body(entry, monitor, reason) };
      this.#offer({ type: "REPLY.FLOW_MONITOR", msg: [update] }, NO_XID);
    }
  }

  #set(request: FlowMonitor, version: number): void {
    const isMeant = selectionFilter({ ...request, cookie: 0n, cookie_mask: 0n }, version);
    const inTable = (entry: FlowEntry) => request.table_id === "ALL" || entry.table_id === request.table_id;
    this.#monitors.set(request.monitor_id, { request, isMeant: (entry) => inTable(entry) && isMeant(entry) });
  }

  #check({ monitor_id }: FlowMonitor): void {
    if (this.#monitors.has(monitor_id)) return;
    throw flowMonitorFailed("UNKNOWN_MONITOR", `there is no monitor ${monitor_id}`);
  }
}

function body(entry: FlowEntry, { request }: Monitor, reason?: RemovalReason) {
  return {
    table_id: entry.table_id,
    ...(reason !== undefined && { reason: flowRemovedReason(reason, 5) }),
    idle_timeout: entry.idle_timeout,
    hard_timeout: entry.hard_timeout,
    priority: entry.priority,
    cookie: entry.cookie,
    match: entry.match.fields,
    instructions: request.flags.includes("INSTRUCTIONS") ? entry.program.instructions : [],
  };
}
