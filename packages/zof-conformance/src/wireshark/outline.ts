import type { ActionValue, InstructionValue } from "../ofp-print/message-actions.js";
import { type FieldValue, tagNumber } from "../ofp-print/message-match.js";
import { maskedText, numberText } from "../ofp-print/number-text.js";
import type { DissectedField } from "./dissect.js";
import { EXTENSION_ACTIONS, EXTENSION_FIELDS, extensionField } from "./extension-names.js";

/**
 * The outline of a message of OpenFlow 1.3: its type, and each match field with its value, action and
 * instruction, in the order of the wire. One line of text for each.
 *
 * Of extensions Wireshark knows whose an action is, and class and number of a field, but neither content nor
 * value: an outline has no more of them.
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
  let fieldClass = 0;
  for (const { name, line, hex } of fields) {
    const kind = NAMED[name];
    // An ERROR holds the message that was refused, and that is dissected too.
    if (kind === "type" && outline.length > 0) break;
    if (name === "openflow_v4.oxm.class") fieldClass = Number.parseInt(hex, 16);
    else if (kind === "field" && fieldClass !== BASIC)
      outline.push(`field ${numberedField(fieldClass, hex)}`);
    else if (name === "openflow_v4.action_experimenter.experimenter") {
      outline.push(`${outline.pop()} ${numberText(`0x${hex}`)}`);
    } else if (name === "openflow_v4.oxm_experimenter.experimenter") {
      const [, number] = /field (\d+)$/.exec(outline.pop() ?? "") ?? [];
      outline.push(`field ${extensionField(fieldClass, Number(number), `0x${hex}`)}`);
    } else if (kind !== undefined) outline.push(`${kind} ${CONSTANT.exec(line)?.[1] ?? line}`);
    else if (VALUE.test(name)) outline.push(`${outline.pop()} ${numberText(`0x${hex}`)}`);
    else if (MASK.test(name)) outline.push(`${outline.pop()}/${numberText(`0x${hex}`)}`);
  }
  return outline;
}

/** Class of OpenFlow's own fields. */
const BASIC = 0x8000;

/** The number lies above the bit that says that there is a mask. */
function numberedField(fieldClass: number, hex: string): string {
  return extensionField(fieldClass, Number.parseInt(hex, 16) >> 1);
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
  const { action, experimenter } = value as ActionValue;
  if (action !== undefined)
    return [
      `action ${EXTENSION_ACTIONS.get(action) ?? plainAction(action, experimenter)}`,
      ...(action === "SET_FIELD" ? [field(value)] : []),
    ];
  if ("field" in value) return [field(value)];
  const { instruction } = value as InstructionValue;
  const rest = Object.values(value).flatMap(parts);
  return instruction === undefined ? rest : [`instruction ${instruction}`, ...rest];
}

/** A field that has no name here either: its header, and the experimenter's id. */
function unknownField(name: string): string | undefined {
  const [, header, experimenter] = /^0x([0-9A-F]{8})(?:\.(0x[0-9A-F]{8}))?$/.exec(name) ?? [];
  if (header === undefined) return undefined;
  const number = Number.parseInt(header, 16);
  return extensionField(number >>> 16, (number >>> 9) & 0x7f, experimenter);
}

function plainAction(action: string, experimenter: unknown): string {
  return experimenter === undefined ? action : `${action} ${numberText(experimenter)}`;
}

function field(entry: object): string {
  const { field, value, mask } = entry as FieldValue;
  const extension = EXTENSION_FIELDS.get(field) ?? unknownField(field);
  if (extension !== undefined) return `field ${extension}`;
  const number = field === "VLAN_VID" ? tagNumber(value) : (PORTS[String(value)] ?? value);
  return `field ${field} ${maskedText(number, mask)}`;
}
