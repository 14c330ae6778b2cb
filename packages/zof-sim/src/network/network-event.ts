import type { HostEvent } from "../host/host.js";
import type { SwitchEvent } from "../switch/switch.js";
import type { TrafficEvent } from "./traffic.js";

/** What happens in a network, for those who watch; `type` tells which. */
export type NetworkEvent = SwitchEvent | HostEvent | TrafficEvent;

export type NetworkListener = (event: NetworkEvent) => void;
