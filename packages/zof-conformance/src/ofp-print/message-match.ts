import { reference } from "zof-types/reference";
import { maskedText, numberText } from "./number-text.js";
import type { MatchSummary } from "./printed-match.js";

export interface FieldValue {
  field: string;
  value: unknown;
  mask?: unknown;
}

/** The same summary as `printedMatch`, of the match of a message. */
export function messageMatch(fields: readonly FieldValue[]): MatchSummary {
  const match: MatchSummary = {};
  for (const { field, value, mask } of fields) {
    if (field === "VLAN_VID") match.VLAN_VID = maskedText(tagNumber(value), mask);
    else if (field !== "WILDCARDS") match[commonName(field)] = maskedText(value, mask);
  }
  // Without a tag there is no priority.
  if (match.VLAN_VID === numberText(0)) delete match.VLAN_PCP;
  return match;
}

/** Fields of Open vSwitch are printed by the name of the standard's where it has one, else without a prefix. */
export function commonName(field: string): string {
  return reference.fields[field]?.sameAs ?? field.replace(/^NX_/, "");
}

/** A VLAN number as it lies on the wire, with the bit that says that there is a tag. */
export function tagNumber(value: unknown): number {
  const number = Number(value);
  return number === 0 || number > 0xfff ? number : number | 0x1000;
}
