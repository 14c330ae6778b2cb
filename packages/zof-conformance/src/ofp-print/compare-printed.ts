import { FLOW_COMPARISONS } from "./compare-flows.js";
import { OTHER_COMPARISONS } from "./compare-others.js";
import { PACKET_COMPARISONS } from "./compare-packets.js";
import { PORT_COMPARISONS } from "./compare-ports.js";
import { strangeValues } from "./compare-values.js";
import type { Body, Comparison } from "./comparison.js";
import { printedName } from "./message-names.js";

const COMPARISONS = {
  ...FLOW_COMPARISONS,
  ...OTHER_COMPARISONS,
  ...PACKET_COMPARISONS,
  ...PORT_COMPARISONS,
};

/** `OFPT_ROLE_STATUS`, or `ONFT_ROLE_STATUS` where an extension has it. */
const HEADER =
  /^((?:OFP|ONF|NX)S?T_\w+(?: request| reply)?) (?:\(OF(1\.\d)\) )?\(xid=(0x[0-9a-f]+)\):(?: flags=\[more\])? ?/;

/** What is compared of a message, with all spellings made one. */
export interface Summary {
  name: string | undefined;
  version: number;
  xid: number;
  more: boolean;
  body: unknown;
}

/** Whether there is something to compare messages of this type with. */
export function isComparable(type: string): boolean {
  return COMPARISONS[type] !== undefined;
}

/**
 * How what Open vSwitch prints for a message differs from it: two summaries that are equal when they agree.
 *
 * Where the text of a type is not read in full, the summary is of the header and of the values in the text
 * that the message does not hold.
 */
export function compare(message: Body, text: string): { printed: Summary; expected: Summary } {
  const comparison = COMPARISONS[message.type] ?? comparisonOfValues(message);
  return {
    printed: printedSummary(message.type, text, comparison),
    expected: messageSummary(message, comparison),
  };
}

function comparisonOfValues({ type, msg }: Body): Comparison {
  return { name: printedName(type), printed: (text) => strangeValues(text, msg), message: () => [] };
}

/** Summary of what Open vSwitch prints for a message that we hold to be of `type`. */
export function printedSummary(
  type: string,
  text: string,
  comparison: Comparison | undefined = COMPARISONS[type],
): Summary {
  const [header, name, minor, xid] = HEADER.exec(text) ?? [];
  if (header === undefined) throw new Error(`ovs-ofctl printed no message, but ${text}`);
  const version = minor === undefined ? 1 : Number(minor.slice(2)) + 1;
  const standard = name?.replace(/^ONF/, "OFP");
  const rest = text.slice(header.length);
  // An ERROR holds the message that was refused, and that is printed too.
  const own = type === "ERROR" ? rest.split("\n")[0] : rest;
  if (own?.includes("***decode error")) throw new Error(`ovs-ofctl refused the message: ${text}`);
  return {
    name: standard,
    version,
    xid: Number(xid),
    more: header.includes("more"),
    // The text of another type cannot be read: the names differ already.
    body: comparison !== undefined && comparison.name === standard ? comparison.printed(rest, version) : rest,
  };
}

/** The same summary, of the message. */
export function messageSummary(
  message: Body,
  comparison: Comparison | undefined = COMPARISONS[message.type],
): Summary {
  const { version, xid, flags, msg } = message;
  return {
    name: comparison?.name,
    version,
    xid,
    more: flags?.includes("MORE") ?? false,
    body: comparison?.message(msg, version),
  };
}
