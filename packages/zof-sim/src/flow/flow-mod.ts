import type { FlowMod } from "zof-types";
import type { ActionTargets } from "../actions/action-check.js";
import { Match } from "../match/match.js";
import { flowModFailed } from "../openflow-error.js";
import { FlowEntry, type RemovalReason } from "./flow-entry.js";
import { cookieFilter, outputFilter } from "./flow-filter.js";
import { type FlowProgram, prepareProgram } from "./flow-program.js";
import type { FlowTable } from "./flow-table.js";

/** What a FLOW_MOD works on. */
export interface FlowModContext {
  readonly tables: readonly FlowTable[];
  /** Milliseconds of the clock. */
  readonly now: number;
  readonly targets: ActionTargets;
  /** Called for each entry that was deleted or evicted. */
  removed(entry: FlowEntry, reason: RemovalReason): void;
  /** Called for each entry whose instructions were changed. */
  modified(entry: FlowEntry): void;
}

type Command = (mod: FlowMod, version: number, context: FlowModContext) => FlowEntry | undefined;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["ADD", add],
  ["MODIFY", (mod, version, context) => modify(mod, version, context, false)],
  ["MODIFY_STRICT", (mod, version, context) => modify(mod, version, context, true)],
  ["DELETE", (mod, version, context) => remove(mod, version, context, false)],
  ["DELETE_STRICT", (mod, version, context) => remove(mod, version, context, true)],
]);

const FLAGS = new Set(["SEND_FLOW_REM", "CHECK_OVERLAP", "RESET_COUNTS", "NO_PKT_COUNTS", "NO_BYT_COUNTS"]);

/**
 * Carries out a FLOW_MOD and returns the entry that it added, if it did (OpenFlow 1.3.5, section 6.4; 1.0, section 4.6).
 *
 * @throws OpenFlowError when it is refused; nothing has then changed.
 */
export function applyFlowMod(mod: FlowMod, version: number, context: FlowModContext): FlowEntry | undefined {
  const command = COMMANDS.get(mod.command);
  if (command === undefined) throw flowModFailed("BAD_COMMAND", `${mod.command} is not a command`);
  const unknown = mod.flags.find((flag) => !FLAGS.has(flag));
  if (unknown !== undefined)
    throw flowModFailed(version <= 2 ? "UNSUPPORTED" : "BAD_FLAGS", `flag ${unknown} is not supported`);
  return command(mod, version, context);
}

function add(mod: FlowMod, version: number, context: FlowModContext): FlowEntry {
  const table = oneTable(mod, version, context);
  const match = Match.from(mod.match, version);
  const program = programOf(mod, version, match, table, context);
  const replaced = table.find(match, mod.priority);
  if (mod.flags.includes("CHECK_OVERLAP")) refuseOverlap(mod, match, table);
  if (replaced === undefined && table.isFull) makeRoom(table, context);
  const importance = mod.importance ?? 0;
  const init = { ...mod, importance, table_id: table.table_id, match, program };
  const entry = new FlowEntry(init, context.now);
  if (replaced !== undefined) {
    table.remove([replaced]);
    // OpenFlow 1.0 and 1.1 start counting anew, later versions keep the counts unless told otherwise.
    if (version > 2 && !mod.flags.includes("RESET_COUNTS")) entry.takeCounts(replaced);
  }
  table.insert(entry);
  return entry;
}

/** Takes out an entry for a new one, if TABLE_MOD allows it (OpenFlow 1.4.1, section 6.5): the least important, of these the oldest. */
function makeRoom(table: FlowTable, context: FlowModContext): void {
  const victim = table.evicts
    ? table.entries.toSorted((a, b) => a.importance - b.importance || a.serial - b.serial)[0]
    : undefined;
  if (victim === undefined) {
    throw flowModFailed("TABLE_FULL", `table ${table.table_id} holds ${table.max_entries} entries already`);
  }
  table.remove([victim]);
  context.removed(victim, "EVICTION");
}

function refuseOverlap(mod: FlowMod, match: Match, table: FlowTable): void {
  const overlapping = table.entries.some(
    (entry) => entry.priority === mod.priority && entry.match.overlaps(match) && !entry.match.equals(match),
  );
  if (overlapping) throw flowModFailed("OVERLAP", `an entry of priority ${mod.priority} overlaps`);
}

/** Changes the instructions of entries. Where there is none to change, OpenFlow 1.0 and 1.1 add one. */
function modify(
  mod: FlowMod,
  version: number,
  context: FlowModContext,
  strict: boolean,
): FlowEntry | undefined {
  const table = oneTable(mod, version, context);
  const match = Match.from(mod.match, version);
  const program = programOf(mod, version, match, table, context);
  const meant = selected(mod, match, version, strict);
  const entries = table.entries.filter(meant);
  if (entries.length === 0 && version <= 2) return add(mod, version, context);
  for (const entry of entries) {
    entry.program = program;
    // OpenFlow 1.0 does not say whether the cookie changes; with Open vSwitch it does.
    if (version === 1) entry.cookie = mod.cookie;
    if (mod.flags.includes("RESET_COUNTS")) entry.resetCounts();
    context.modified(entry);
  }
  return undefined;
}

function remove(mod: FlowMod, version: number, context: FlowModContext, strict: boolean): undefined {
  const tables = mod.table_id === "ALL" ? context.tables : [oneTable(mod, version, context)];
  const meant = selected(mod, Match.from(mod.match, version), version, strict);
  const sends = outputFilter(mod, version);
  for (const table of tables) {
    const entries = table.entries.filter((entry) => meant(entry) && sends(entry));
    for (const entry of table.remove(entries)) context.removed(entry, "DELETE");
  }
}

/** Strict: the one entry of this match and priority; else all that are the same or more specific, of any priority. */
function selected(
  mod: FlowMod,
  match: Match,
  version: number,
  strict: boolean,
): (entry: FlowEntry) => boolean {
  const cookie = cookieFilter(mod, version);
  if (strict) return (entry) => entry.priority === mod.priority && entry.match.equals(match) && cookie(entry);
  return (entry) => match.covers(entry.match) && cookie(entry);
}

function programOf(
  mod: FlowMod,
  version: number,
  match: Match,
  table: FlowTable,
  context: FlowModContext,
): FlowProgram {
  return prepareProgram(mod.instructions, {
    version,
    match,
    packetOut: false,
    targets: context.targets,
    tag: undefined,
    eth_type: undefined,
    table_id: table.table_id,
    n_tables: context.tables.length,
  });
}

/** The table that a command is for. OpenFlow 1.0 lets the switch choose: the first. */
function oneTable(mod: FlowMod, version: number, context: FlowModContext): FlowTable {
  const table = context.tables[version === 1 ? 0 : Number(mod.table_id)];
  if (table === undefined) throw flowModFailed("BAD_TABLE_ID", `there is no table ${mod.table_id}`);
  return table;
}
