import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import type { Writer } from "../writer.js";
import { show } from "./integers.js";
import { notA, readList, writeList } from "./list.js";
import type { Reader } from "./reader.js";

/** The only instruction that OpenFlow 1.0 can express, without knowing instructions. */
export interface ApplyActions<Action> {
  instruction: "APPLY_ACTIONS";
  actions: Action[];
}

/** Reads the actions of OpenFlow 1.0, up to the limit, as the instruction APPLY_ACTIONS; none as no instruction. */
export function readActions10<Action>(
  reader: Reader,
  action: (reader: Reader) => Action,
  field: string,
): ApplyActions<Action>[] {
  const actions = readList(reader, action, field);
  return actions.length === 0 ? [] : [{ instruction: "APPLY_ACTIONS", actions }];
}

/** Writes the actions of APPLY_ACTIONS; other instructions cannot be said in OpenFlow 1.0. */
export function writeActions10<Action>(
  writer: Writer,
  instructions: readonly { readonly instruction: string }[] | undefined,
  action: (writer: Writer, value: Action) => void,
  field: string,
): void {
  if (instructions === undefined) return;
  if (!Array.isArray(instructions)) throw notA("list", instructions, field);
  for (const [index, entry] of instructions.entries()) {
    if (entry === null || typeof entry !== "object" || entry instanceof Hole)
      throw notA("object", entry, field);
    if (entry.instruction instanceof Hole) throw new VariableHole(entry.instruction);
    if (entry.instruction !== "APPLY_ACTIONS") {
      const reason = `OpenFlow 1.0 has no instruction ${show(entry.instruction)}, only APPLY_ACTIONS`;
      throw new CodecError("bad_type", reason, { path: `${field}[${index}].instruction` });
    }
    try {
      writeList(writer, (entry as ApplyActions<Action>).actions, action, "actions");
    } catch (error) {
      throw error instanceof CodecError ? error.at(field, index) : error;
    }
  }
}
