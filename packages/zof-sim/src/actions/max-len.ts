import type { ControllerMaxLen } from "zof-types";

/** The length that asks for the whole packet (OFPCML_NO_BUFFER; OpenFlow 1.3.5, section 7.2.5). */
export const WHOLE_PACKET = 0xffff;

const BY_NAME = { NO_BUFFER: WHOLE_PACKET, MAX: 0xffe5 };

/** A length given in bytes or by its reserved name. */
export function toMaxLen(value: ControllerMaxLen): number {
  return typeof value === "number" ? value : BY_NAME[value];
}
