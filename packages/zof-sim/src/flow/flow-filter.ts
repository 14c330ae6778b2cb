import type { Field, GroupNumber, PortNumber } from "zof-types";
import { groupNumber } from "../group/group-number.js";
import { Match } from "../match/match.js";
import { PORT, toPortNumber } from "../match/port-number.js";
import type { FlowEntry } from "./flow-entry.js";

/** What FLOW_MOD, FLOW_DESC and AGGREGATE_STATS have in common to say which entries are meant. */
export interface FlowSelection {
  readonly match: readonly Field[];
  readonly out_port: PortNumber;
  readonly out_group: GroupNumber;
  readonly cookie: bigint;
  readonly cookie_mask: bigint;
}

/** A test for flow entries. */
export type FlowFilter = (entry: FlowEntry) => boolean;

/** Entries whose cookie agrees in the bits of the mask (OpenFlow 1.3.5, section 6.4); OpenFlow 1.0 has no such filter. */
export function cookieFilter(selection: FlowSelection, version: number): FlowFilter {
  const mask = version === 1 ? 0n : selection.cookie_mask;
  const cookie = selection.cookie & mask;
  return (entry) => (entry.cookie & mask) === cookie;
}

/** Entries with an action that sends to the port and the group asked for; ANY asks for nothing. */
export function outputFilter(selection: FlowSelection, version: number): FlowFilter {
  const port_no = toPortNumber(selection.out_port);
  const anyGroup = version === 1 || selection.out_group === "ANY";
  const group_id = groupNumber(selection.out_group);
  return ({ program }) =>
    (port_no === PORT.ANY || program.outputs.has(port_no)) && (anyGroup || program.groups.has(group_id));
}

/** Entries that are the same as the match or more specific, with cookie and output as asked for. */
export function selectionFilter(selection: FlowSelection, version: number): FlowFilter {
  const match = Match.from(selection.match, version);
  const cookie = cookieFilter(selection, version);
  const output = outputFilter(selection, version);
  return (entry) => match.covers(entry.match) && cookie(entry) && output(entry);
}
