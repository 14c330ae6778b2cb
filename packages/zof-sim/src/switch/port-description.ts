import type { SwitchPort } from "./switch-port.js";

/** Longest name of a port, in bytes (OpenFlow 1.3.5, section 7.2.1). */
const NAME_SIZE = 15;
/** Kilobits per second: what a port says of itself, links have no bandwidth limit. */
const SPEED = 10_000_000;
const FEATURES = ["10GB_FD", "COPPER"] as const;

/** What a switch tells of a port (OpenFlow 1.3.5, section 7.2.1). */
export function describePort(port: SwitchPort, version: number) {
  // OpenFlow 1.0 has no LIVE.
  const whenUp = version > 1 ? (["LIVE"] as const) : [];
  return {
    port_no: port.port_no,
    hw_addr: port.hw_addr,
    // The end tells ports apart.
    name: port.name.slice(-NAME_SIZE),
    config: port.config,
    state: !port.isUp ? (["LINK_DOWN"] as const) : port.has("PORT_DOWN") ? [] : whenUp,
    curr: FEATURES,
    advertised: FEATURES,
    supported: FEATURES,
    peer: [],
    curr_speed: SPEED,
    max_speed: SPEED,
  };
}
