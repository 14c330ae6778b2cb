import type { ControllerRole, MessageInput } from "zof-types";
import { AsyncConfig } from "./async-config.js";
import { Bundles } from "./bundles.js";
import { FlowMonitors } from "./flow-monitors.js";

/** What a switch keeps for one connection to a controller, and forgets with it. */
export class ControllerSession {
  role: ControllerRole = "ROLE_EQUAL";
  readonly async: AsyncConfig;
  readonly bundles = new Bundles();
  readonly monitors: FlowMonitors;

  constructor(
    /** Wire version agreed on. */
    readonly version: number,
    /** Sends a message of the switch's own accord. */
    readonly offer: (message: MessageInput, xid?: number) => void,
  ) {
    this.async = new AsyncConfig();
    this.monitors = new FlowMonitors(offer);
  }

  get isSlave(): boolean {
    return this.role === "ROLE_SLAVE";
  }
}
