import type { FlowReport } from "./flows/wanted-flow.js";

/** Events of the services, by name. */
export interface ServiceEvents {
  /** The flows of a datapath were compared with those wanted, and changed where they differed. */
  FLOWS_RECONCILED: { readonly event: "FLOWS_RECONCILED" } & FlowReport;
}
