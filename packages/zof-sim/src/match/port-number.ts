import type { PortNumber } from "zof-types";

/** Reserved port numbers (OpenFlow 1.3.5, section 7.2.1); OpenFlow 1.0 calls ANY by the name NONE. */
export const PORT = {
  IN_PORT: 0xfffffff8,
  TABLE: 0xfffffff9,
  NORMAL: 0xfffffffa,
  FLOOD: 0xfffffffb,
  ALL: 0xfffffffc,
  CONTROLLER: 0xfffffffd,
  LOCAL: 0xfffffffe,
  ANY: 0xffffffff,
  NONE: 0xffffffff,
} as const;

/** The number of a port given as a number or by its reserved name. */
export function toPortNumber(value: PortNumber): number {
  return typeof value === "number" ? value : PORT[value];
}

const NAMES = new Map<number, PortNumber>([
  [PORT.CONTROLLER, "CONTROLLER"],
  [PORT.LOCAL, "LOCAL"],
]);

/** The name of a reserved port that packets can come from, else the number. */
export function fromPortNumber(port_no: number): PortNumber {
  return NAMES.get(port_no) ?? port_no;
}
