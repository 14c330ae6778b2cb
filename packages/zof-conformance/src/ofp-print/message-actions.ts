import { commonName, type FieldValue, tagNumber } from "./message-match.js";
import { maskedText, numberText } from "./number-text.js";

export interface ActionValue {
  action: string;
  [key: string]: unknown;
}

export interface InstructionValue {
  instruction: string;
  [key: string]: unknown;
}

/** The order in which Open vSwitch prints instructions: that in which a switch carries them out. */
const ORDER = ["METER", "APPLY_ACTIONS", "CLEAR_ACTIONS", "WRITE_ACTIONS", "WRITE_METADATA", "GOTO_TABLE"];

/** Open vSwitch prints these maximal lengths as numbers. */
export const MAXIMAL_LENGTHS: Record<string, number> = { MAX: 0xffe5, NO_BUFFER: 0xffff };

const ALL_ONES = 0xffffffffffffffffn;

/** The same lines as `printedActions`, of the instructions of a message. */
export function messageInstructions(instructions: readonly InstructionValue[]): string[] {
  const sorted = [...instructions].sort(
    (left, right) => ORDER.indexOf(left.instruction) - ORDER.indexOf(right.instruction),
  );
  return sorted.flatMap(({ instruction, ...rest }) => {
    const actions = rest.actions === undefined ? [] : messageActions(rest.actions as ActionValue[]);
    if (instruction === "APPLY_ACTIONS") return actions;
    if (instruction === "WRITE_ACTIONS") return [`WRITE_ACTIONS ${actions.join(", ")}`];
    if (instruction === "WRITE_METADATA") {
      const mask = BigInt(rest.mask as bigint) === ALL_ONES ? undefined : rest.mask;
      return [`WRITE_METADATA ${maskedText(rest.metadata, mask)}`];
    }
    return [[instruction, ...Object.values(rest).map(numberText)].join(" ")];
  });
}

/** The same lines as `printedActions`, of a list of actions. */
export function messageActions(actions: readonly ActionValue[]): string[] {
  return actions.map(({ action, ...rest }) => {
    if (action === "OUTPUT") return outputText(rest);
    if (action === "SET_FIELD" || action === "NX_REG_LOAD2")
      return setFieldText(rest as unknown as FieldValue);
    return [action, ...Object.values(rest).map(numberText)].join(" ");
  });
}

/** The maximal length is printed for the controller only, as it means nothing for other ports. */
function outputText({ port_no, max_len }: Record<string, unknown>): string {
  const text = `OUTPUT ${numberText(port_no)}`;
  return port_no === "CONTROLLER"
    ? `${text} ${numberText(MAXIMAL_LENGTHS[String(max_len)] ?? max_len)}`
    : text;
}

function setFieldText({ field, value, mask }: FieldValue): string {
  return `SET_FIELD ${commonName(field)} ${maskedText(field === "VLAN_VID" ? tagNumber(value) : value, mask)}`;
}
