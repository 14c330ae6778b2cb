import { FLOW_COMPARISONS } from "./compare-flows.js";
import { OTHER_COMPARISONS } from "./compare-others.js";
import { PACKET_COMPARISONS } from "./compare-packets.js";
import { PORT_COMPARISONS } from "./compare-ports.js";
import type { Body } from "./comparison.js";

const COMPARISONS = {
  ...FLOW_COMPARISONS,
  ...OTHER_COMPARISONS,
  ...PACKET_COMPARISONS,
  ...PORT_COMPARISONS,
};

const HEADER =
  /^(OFPS?T_\w+(?: request| reply)?) (?:\(OF(1\.\d)\) )?\(xid=(0x[0-9a-f]+)\):(?: flags=\[more\])? ?/;

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

/** Summary of what Open vSwitch prints for a message that we hold to be of `type`. */
export function printedSummary(type: string, text: string): Summary {
  const [header, name, minor, xid] = HEADER.exec(text) ?? [];
  if (header === undefined) throw new Error(`ovs-ofctl printed no message, but ${text}`);
  const version = minor === undefined ? 1 : Number(minor.slice(2)) + 1;
  const rest = text.slice(header.length);
  // An ERROR holds the message that was refused, and that is printed too.
  const own = type === "ERROR" ? rest.split("\n")[0] : rest;
  if (own?.includes("***decode error")) throw new Error(`ovs-ofctl refused the message: ${text}`);
  return {
    name,
    version,
    xid: Number(xid),
    more: header.includes("more"),
    // The text of another type cannot be read: the names differ already.
    body: COMPARISONS[type]?.name === name ? COMPARISONS[type]?.printed(rest, version) : rest,
  };
}

/** The same summary, of the message. */
export function messageSummary(message: Body): Summary {
  const { type, version, xid, flags, msg } = message;
  return {
    name: COMPARISONS[type]?.name,
    version,
    xid,
    more: flags?.includes("MORE") ?? false,
    body: COMPARISONS[type]?.message(msg, version),
  };
}
