import type { Action, Instruction } from "zof-types";
import type { ActionCheck } from "../actions/action-check.js";
import { prepareActions } from "../actions/prepare-actions.js";
import type { Step } from "../actions/trip.js";
import { badInstruction } from "../openflow-error.js";

/** What a flow entry does with a packet, in the order in which instructions run (OpenFlow 1.3.5, section 5.9). */
export interface FlowProgram {
  /** As they were given. */
  readonly instructions: readonly Instruction[];
  readonly apply: readonly Step[];
  readonly clear: boolean;
  readonly write: readonly Step[];
  readonly metadata: { readonly value: bigint; readonly mask: bigint } | undefined;
  /** The table to go on with; undefined to run the action set. */
  readonly next: number | undefined;
  /** Every port that an action sends to. */
  readonly outputs: ReadonlySet<number>;
}

/** What is known when the instructions of a flow entry are checked. */
export interface InstructionCheck extends ActionCheck {
  readonly table_id: number;
  readonly n_tables: number;
}

/** A program while it is put together. */
type Draft = { -readonly [Key in keyof Omit<FlowProgram, "instructions" | "outputs">]: FlowProgram[Key] };

/**
 * Checks the instructions of a flow entry and makes them ready to run.
 *
 * @throws OpenFlowError BAD_INSTRUCTION: UNSUP_INST (METER, or one given twice), BAD_EXPERIMENTER or BAD_TABLE_ID;
 *   BAD_ACTION as `prepareActions` does.
 */
export function prepareProgram(instructions: readonly Instruction[], check: InstructionCheck): FlowProgram {
  const draft: Draft = { apply: [], clear: false, write: [], metadata: undefined, next: undefined };
  const seen = new Set<string>();
  for (const item of instructions) {
    if (seen.has(item.instruction)) throw badInstruction("UNSUP_INST", `${item.instruction} is given twice`);
    seen.add(item.instruction);
    addInstruction(draft, item, check);
  }
  const outputs = new Set([...draft.apply, ...draft.write].flatMap((step) => step.output ?? []));
  return { instructions, ...draft, outputs };
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
      draft.write = prepareWritten(item.actions, check);
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
      throw badInstruction("UNSUP_INST", "this switch has no meters");
  }
}

/** In an action set tags are popped, then pushed, then fields are set, whatever the order of the list. */
function prepareWritten(actions: readonly Action[], check: InstructionCheck): Step[] {
  const turn = ({ action }: Action) => (action === "POP_VLAN" ? 0 : action === "PUSH_VLAN" ? 1 : 2);
  return prepareActions(
    actions.toSorted((a, b) => turn(a) - turn(b)),
    { ...check },
  );
}

function laterTable(next: number, check: InstructionCheck): number {
  if (next > check.table_id && next < check.n_tables) return next;
  throw badInstruction("BAD_TABLE_ID", `table ${next} does not come after table ${check.table_id}`);
}
