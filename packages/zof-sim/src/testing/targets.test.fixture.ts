import type { ActionTargets } from "../actions/action-check.js";

/** What actions may refer to: ports as given, and nothing else. */
export function portsOnly(hasPort: (port_no: number) => boolean): ActionTargets {
  return { hasPort, hasGroup: () => false, hasMeter: () => false };
}
