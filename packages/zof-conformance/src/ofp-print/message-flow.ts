import { type ActionValue, type InstructionValue, messageInstructions } from "./message-actions.js";
import { type FieldValue, messageMatch } from "./message-match.js";
import { withStatistics } from "./message-statistics.js";
import { numberText } from "./number-text.js";
import { type FlowSummary, secondsText } from "./printed-flow.js";

/** A FLOW_MOD's message, or one flow of a REPLY.FLOW_DESC. */
export interface FlowValue {
  [key: string]: unknown;
  flags?: string[];
  match: FieldValue[];
  instructions: (InstructionValue & { actions?: ActionValue[] })[];
}

/** Attributes that are printed unless they are zero. */
const NOT_ZERO = ["idle_timeout", "hard_timeout", "importance"];

/** The same summary as `printedFlow`, of a flow in a message. Values that are zero are not printed. */
export function messageFlow(given: FlowValue, version: number): FlowSummary {
  const flow = withStatistics(given);
  const attributes: Record<string, string> = {};
  const { command = "ADD", importance = 0, ...others } = flow;
  // Only a new flow entry is given an importance.
  for (const [name, value] of Object.entries({ ...others, importance: command === "ADD" ? importance : 0 })) {
    if (NOT_ZERO.includes(name) && numberText(value) !== "0x0") attributes[name] = numberText(value);
  }
  attributes.priority = numberText(isExact10(flow, version) ? 0xffff : flow.priority);
  if (flow.command === undefined) {
    attributes.cookie = numberText(flow.cookie);
    attributes.table_id = numberText(flow.table_id);
    attributes.packet_count = numberText(flow.packet_count);
    attributes.byte_count = numberText(flow.byte_count);
    attributes.duration = secondsText(flow.duration);
  } else {
    Object.assign(attributes, modificationAttributes(flow, version));
  }
  return {
    attributes,
    flags: flow.flags ?? [],
    match: messageMatch(flow.match),
    actions: messageInstructions(flow.instructions),
  };
}

/** In OpenFlow 1.0 a flow that ignores no field has the highest priority, whatever it says (section 3.4). */
function isExact10({ command, match }: FlowValue, version: number): boolean {
  return version === 1 && command !== undefined && match.length === 12 && match.every(({ mask }) => !mask);
}

function modificationAttributes(flow: FlowValue, version: number): Record<string, string> {
  const attributes: Record<string, string> = {};
  const cookie = numberText(flow.cookie);
  const mask = numberText(flow.cookie_mask);
  // OpenFlow 1.0 has no mask; when adding, a mask means nothing.
  // In OpenFlow 1.1 a modification without a mask sets it too.
  const sets = version === 2 && mask === "0x0" && /^MODIFY/.test(String(flow.command));
  if (version === 1 || flow.command === "ADD" || sets) {
    if (cookie !== "0x0") attributes.cookie = cookie;
  } else if (mask !== "0x0") attributes.cookie = `${cookie}/${mask}`;
  if (flow.table_id === "ALL") attributes.table_id = numberText(255);
  else if (flow.table_id !== 0) attributes.table_id = numberText(flow.table_id);
  if (flow.buffer_id !== "NO_BUFFER") attributes.buffer_id = numberText(flow.buffer_id);
  if (flow.out_port !== "ANY") attributes.out_port = numberText(flow.out_port);
  return attributes;
}
