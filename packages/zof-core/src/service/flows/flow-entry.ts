import { CodecError } from "zof-codec";
import { type Action, decode, encode, type FlowMod, type FlowStats, type Instruction } from "zof-types";
import { formatJson } from "zof-types/internal";
import { matchKey } from "./match-key.js";
import type { WantedFlow } from "./wanted-flow.js";

/** What is compared of a flow entry. Entries that mean the same have the same texts. */
export interface FlowTexts {
  /** Table, priority and match: no table has two flow entries with the same. */
  readonly key: string;
  /** Cookie, time-outs, flags: only a new ADD changes them. */
  readonly settings: string;
  /** What a MODIFY_STRICT changes. */
  readonly instructions: string;
}

/** A flow entry, wanted or present. */
export interface FlowEntry<Flow = WantedFlow | FlowStats> extends FlowTexts {
  readonly flow: Flow;
  readonly cookie: bigint;
  /** Table and priority, the part of the key that no switch spells otherwise. */
  readonly place: string;
  /** Whether it may go on its own. */
  readonly expires: boolean;
}

export type WantedEntry = FlowEntry<WantedFlow>;
export type PresentEntry = FlowEntry<FlowStats>;

/**
 * The entry that a wanted flow would be in the tables of a datapath of this version.
 *
 * @throws CodecError when the version cannot say it.
 */
export function wantedEntry(flow: WantedFlow, version: number): WantedEntry {
  // As the switch will read it: prerequisites are there, names and numbers have one spelling.
  if (version === 1 && Number(flow.table_id ?? 0) !== 0) {
    throw new CodecError("bad_value", "OpenFlow 1.0 can name no table, all its flows go to 0", {
      path: "table_id",
    });
  }
  const { msg } = decode(encode({ type: "FLOW_MOD", version, msg: { ...flow, command: "ADD" } }));
  return { ...entryOf(msg as FlowMod, version), flow };
}

export function presentEntry(flow: FlowStats, version: number): PresentEntry {
  return { ...entryOf(flow, version), flow };
}

function entryOf(flow: FlowMod | FlowStats, version: number): Omit<FlowEntry, "flow"> {
  const { table_id, priority, cookie, idle_timeout, hard_timeout, importance = 0 } = flow;
  const place = `table ${table_id} priority ${priority}`;
  const flags = version < FLAGS_REPORTED ? [] : flow.flags.filter((flag) => !OF_THE_COMMAND.has(flag)).sort();
  return {
    place,
    key: `${place} ${matchKey(flow.match)}`,
    settings: [cookie, idle_timeout, hard_timeout, version < IMPORTANCE ? 0 : importance, ...flags].join(" "),
    instructions: instructionsText(flow.instructions),
    cookie,
    expires: idle_timeout > 0 || hard_timeout > 0,
  };
}

/** From OpenFlow 1.3 on a switch says which flags a flow entry has. */
const FLAGS_REPORTED = 4;
/** From OpenFlow 1.4 on there is an importance. */
const IMPORTANCE = 5;
/** What these flags ask for is done when the FLOW_MOD comes; the flow entry does not keep them. */
const OF_THE_COMMAND = new Set<string>(["CHECK_OVERLAP", "RESET_COUNTS"]);

/** Instructions are executed in an order of their own, not in that of the list (OpenFlow 1.3.5, section 5.9). */
function instructionsText(instructions: readonly Instruction[]): string {
  return instructions
    .map(meaningful)
    .map((instruction) => formatJson(instruction))
    .filter((text) => text !== NOTHING)
    .sort()
    .join(" ");
}

const NOTHING = formatJson({ instruction: "APPLY_ACTIONS", actions: [] });

function meaningful(instruction: Instruction): object {
  return "actions" in instruction
    ? { ...instruction, actions: instruction.actions.map(meaningfulAction) }
    : instruction;
}

/** How much of a packet is sent says something for the controller's port alone (OpenFlow 1.3.5, section 7.2.5). */
function meaningfulAction(action: Action): object {
  return action.action === "OUTPUT" && action.port_no !== "CONTROLLER" ? { ...action, max_len: 0 } : action;
}
