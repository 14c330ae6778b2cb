import type { FlowReport } from "./flows/wanted-flow.js";
import type { TopologyEvents } from "./topology/topology-events.js";

/** Events of the services, by name. */
export interface ServiceEvents extends TopologyEvents {
  /** The flows of a datapath were compared with those wanted, and changed where they differed. */
  FLOWS_RECONCILED: { readonly event: "FLOWS_RECONCILED" } & FlowReport;
}
