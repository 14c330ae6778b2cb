import { numberText } from "./number-text.js";
import type { PortSummary } from "./printed-ports.js";

const FEATURE_LISTS = [
  ["current", "curr"],
  ["advertised", "advertised"],
  ["supported", "supported"],
  ["peer", "peer"],
] as const;

/** The same summary as `printedPorts`, of a port in a message. */
export function messagePort(port: Record<string, unknown>, version: number): PortSummary {
  const features: Record<string, string[]> = {};
  for (const [printed, name] of FEATURE_LISTS) {
    const known = named(port[name]);
    if (known.length > 0) features[printed] = known;
  }
  return {
    port_no: numberText(port.port_no),
    name: String(port.name),
    hw_addr: numberText(port.hw_addr),
    config: named(port.config),
    // Open vSwitch does not print the STP state that is zero on the wire.
    state: named(port.state)
      .filter((name) => name !== "STP_LISTEN")
      .sort(),
    features,
    speed: version === 1 ? "" : `${mbps(port.curr_speed)} Mbps now, ${mbps(port.max_speed)} Mbps max`,
  };
}

/** Unknown bits, which are shown as a number at the end, are not printed. */
function named(flags: unknown): string[] {
  return (flags as string[]).filter((flag) => !flag.startsWith("0x"));
}

function mbps(kilobitsPerSecond: unknown): number {
  return Math.floor(Number(kilobitsPerSecond) / 1000);
}
