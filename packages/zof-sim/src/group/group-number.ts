import type { GroupNumber } from "zof-types";

/** Highest number of a group (OFPG_MAX; OpenFlow 1.3.5, section 7.3.4.2). */
export const MAX_GROUP = 0xffffff00;
const ALL = 0xfffffffc;
const ANY = 0xffffffff;

/** The number of a group given as a number or by its reserved name. */
export function groupNumber(value: GroupNumber): number {
  if (typeof value === "number") return value;
  return value === "ALL" ? ALL : ANY;
}
