import type { PortConfigFlags } from "zof-types";
import { Interface } from "../network/link.js";
import { QueueCounters } from "./queue-counters.js";

type PortFlag = PortConfigFlags[number];

/** A port of a switch: an interface that the controller may configure with PORT_MOD (OpenFlow 1.3.5, section 7.2.1). */
export class SwitchPort extends Interface {
  config: PortConfigFlags = [];
  readonly queues = new QueueCounters();

  has(flag: PortFlag): boolean {
    return this.config.includes(flag);
  }

  /** Whether frames can leave and come in: a link that is up, and nobody took the port down. */
  get isLive(): boolean {
    return this.isUp && !this.has("PORT_DOWN");
  }

  get receives(): boolean {
    return !this.has("PORT_DOWN") && !this.has("NO_RECV");
  }

  get forwards(): boolean {
    return !this.has("PORT_DOWN") && !this.has("NO_FWD");
  }
}
