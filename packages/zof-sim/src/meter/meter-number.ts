import type { MeterNumber } from "zof-types";

/** Highest number of a meter (OFPM_MAX; OpenFlow 1.3.5, section 7.3.4.4). Those above are for meters that are not of flows. */
export const MAX_METER = 0xffff0000;
const NAMED = { SLOWPATH: 0xfffffffd, CONTROLLER: 0xfffffffe, ALL: 0xffffffff };

/** The number of a meter given as a number or by its reserved name. */
export function meterNumber(value: MeterNumber): number {
  return typeof value === "number" ? value : NAMED[value as keyof typeof NAMED];
}
