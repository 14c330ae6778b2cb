import type { Instruction } from "zof-types";
import type { ActionCheck } from "../actions/action-check.js";
import { prepareActionSet, prepareActions } from "../actions/prepare-actions.js";
import type { Step } from "../actions/trip.js";
import { meterNumber } from "../meter/meter-number.js";
import { badInstruction, meterModFailed } from "../openflow-error.js";

/** What a flow entry does with a packet, in the order in which instructions run (OpenFlow 1.3.5, section 5.9). */
export interface FlowProgram {
  /** As they were given. */
  readonly instructions: readonly Instruction[];
  /** The meter that packets go through first. */
  readonly meter: number | undefined;
  readonly apply: readonly Step[];
  readonly clear: boolean;
  readonly write: readonly Step[];
  readonly metadata: { readonly value: bigint; readonly mask: bigint } | undefined;
  /** The table to go on with; undefined to run the action set. */
  readonly next: number | undefined;
  /** Every port that an action sends to. */
  readonly outputs: ReadonlySet<number>;
  /** Every group that an action sends to. */
  readonly groups: ReadonlySet<number>;
  /** Every meter that packets go through. */
  readonly meters: ReadonlySet<number>;
}

/** What is known when the instructions of a flow entry are checked. */
export interface InstructionCheck extends ActionCheck {
  readonly table_id: number;
  readonly n_tables: number;
}

/** A program while it is put together. */
type Draft = {
  -readonly [Key in keyof Omit<
    FlowProgram,
    "instructions" | "outputs" | "groups" | "meters"
  >]: FlowProgram[Key];
};

/**
 * Checks the instructions of a flow entry and makes them ready to run.
 *
 * @throws OpenFlowError BAD_INSTRUCTION: UNSUP_INST, DUP_INST, BAD_EXPERIMENTER or BAD_TABLE_ID; METER_MOD_FAILED
 *   UNKNOWN_METER; BAD_ACTION as `prepareActions` does.
 */
export function prepareProgram(instructions: readonly Instruction[], check: InstructionCheck): FlowProgram {
  const draft: Draft = {
    meter: undefined,
    apply: [],
    clear: false,
    write: [],
    metadata: undefined,
    next: undefined,
  };
  const seen = new Set<string>();
  for (const item of instructions) {
    if (seen.has(item.instruction)) throw givenTwice(item.instruction, check.version);
    seen.add(item.instruction);
    addInstruction(draft, item, check);
  }
  const steps = [...draft.apply, ...draft.write];
  return {
    instructions,
    ...draft,
    outputs: new Set(steps.flatMap((step) => step.output ?? [])),
    groups: new Set(steps.flatMap((step) => step.group ?? [])),
    meters: new Set([
      ...steps.flatMap((step) => step.meter ?? []),
      ...(draft.meter === undefined ? [] : [draft.meter]),
    ]),
  };
}

function addInstruction(draft: Draft, item: Instruction, check: InstructionCheck): void {
  switch (item.instruction) {
    case "APPLY_ACTIONS":
      draft.apply = prepareActions(item.actions, check);
      break;
    case "CLEAR_ACTIONS":
      draft.clear = true;
      break;
    case "WRITE_ACTIONS":
      draft.write = prepareActionSet(item.actions, check);
      break;
    case "WRITE_METADATA":
      draft.metadata = { value: item.metadata, mask: item.mask };
      break;
    case "GOTO_TABLE":
      draft.next = laterTable(item.table_id, check);
      break;
    case "EXPERIMENTER":
      throw badInstruction("BAD_EXPERIMENTER", "this switch knows no experimenter");
    case "METER":
      draft.meter = knownMeter(meterNumber(item.meter_id), check);
      break;
    case "STAT_TRIGGER":
      throw badInstruction("UNSUP_INST", "this switch sends no statistics of its own accord");
  }
}

function knownMeter(meter_id: number, check: InstructionCheck): number {
  if (check.targets.hasMeter(meter_id)) return meter_id;
  throw meterModFailed("UNKNOWN_METER", `there is no meter ${meter_id}`);
}

/** OpenFlow 1.4 gave this a code of its own. */
function givenTwice(name: string, version: number) {
  return badInstruction(version >= 5 ? "DUP_INST" : "UNSUP_INST", `${name} is given twice`);
}

function laterTable(next: number, check: InstructionCheck): number {
  if (next > check.table_id && next < check.n_tables) return next;
  throw badInstruction("BAD_TABLE_ID", `table ${next} does not come after table ${check.table_id}`);
}
