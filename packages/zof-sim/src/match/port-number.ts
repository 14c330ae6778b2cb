import type { PortNumber } from "zof-types";
import { PortNumber32 } from "zof-types/internal";

/** Reserved port numbers by name (OpenFlow 1.3.5, section 7.2.1); OpenFlow 1.0 calls ANY by the name NONE. */
export const PORT = Object.fromEntries(
  PortNumber32.names.map((name) => [name, PortNumber32.value(name)]),
) as Readonly<Record<Exclude<PortNumber, number>, number>>;

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
