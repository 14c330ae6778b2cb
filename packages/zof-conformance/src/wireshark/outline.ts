import type { ActionValue, InstructionValue } from "../ofp-print/message-actions.js";
import { type FieldValue, tagNumber } from "../ofp-print/message-match.js";
import { maskedText, numberText } from "../ofp-print/number-text.js";
import type { DissectedField } from "./dissect.js";

/**
 * The outline of a message of OpenFlow 1.3: its type, and each match field with its value, action and
 * instruction, in the order of the wire. One line of text for each.
 */
export type Outline = string[];

const NAMED: Record<string, string> = {
  "openflow_v4.type": "type",
  "openflow_v4.instruction.type": "instruction",
  "openflow_v4.action.type": "action",
  "openflow_v4.oxm.field": "field",
};
const CONSTANT = /: OFP(?:T|IT|AT|XMT_OF[BP])_(\w+) /;
const VALUE = /^openflow_v4\.oxm\.value(?!_vlan_present)/;
const MASK = /^openflow_v4\.oxm\.(\w+_)?mask$/;

/** The outline that Wireshark's dissector gives. */
export function dissectedOutline(fields: readonly DissectedField[]): Outline {
  const outline: Outline = [];
  for (const { name, line, hex } of fields) {
    const kind = NAMED[name];
    // An ERROR holds the message that was refused, and that is dissected too.
    if (kind === "type" && outline.length > 0) break;
    if (kind !== undefined) outline.push(`${kind} ${CONSTANT.exec(line)?.[1] ?? line}`);
    else if (VALUE.test(name)) outline.push(`${outline.pop()} ${numberText(`0x${hex}`)}`);
    else if (MASK.test(name)) outline.push(`${outline.pop()}/${numberText(`0x${hex}`)}`);
  }
  return outline;
}

/** The outline of a decoded message. */
export function messageOutline({ type, msg }: { type: string; msg: unknown }): Outline {
  const [, multipart] = /^(REQUEST|REPLY)\./.exec(type) ?? [];
  return [`type ${multipart === undefined ? type : `MULTIPART_${multipart}`}`, ...parts(msg)];
}

/** Ports have a number on the wire and a name in a message. */
const PORTS: Record<string, number> = { LOCAL: 0xfffffffe };

function parts(value: unknown): Outline {
  if (Array.isArray(value)) return value.flatMap(parts);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [];
  const { action } = value as ActionValue;
  if (action !== undefined) return [`action ${action}`, ...(action === "SET_FIELD" ? [field(value)] : [])];
  if ("field" in value) return [field(value)];
  const { instruction } = value as InstructionValue;
  const rest = Object.values(value).flatMap(parts);
  return instruction === undefined ? rest : [`instruction ${instruction}`, ...rest];
}

function field(entry: object): string {
  const { field, value, mask } = entry as FieldValue;
  const number = field === "VLAN_VID" ? tagNumber(value) : (PORTS[String(value)] ?? value);
  return `field ${field} ${maskedText(number, mask)}`;
}
