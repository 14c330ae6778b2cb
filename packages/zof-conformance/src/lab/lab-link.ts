import { quiet } from "./lab-host.js";
import { runCommand } from "./run-command.js";

/** One end of a cable between bridges. */
export interface LabLinkEnd {
  readonly bridge: string;
  readonly portNo: number;
  readonly device: string;
}

/**
 * A cable between two bridges. It is a pair of network interfaces, not a patch port of Open vSwitch:
 * a patch port has no carrier to lose.
 */
export class LabLink {
  constructor(
    readonly left: LabLinkEnd,
    readonly right: LabLinkEnd,
  ) {}

  async create(): Promise<void> {
    const { left, right } = this;
    const lines = [
      `link add ${left.device} type veth peer name ${right.device}`,
      ...quiet(left.device),
      ...quiet(right.device),
      `link set ${left.device} up`,
      `link set ${right.device} up`,
    ];
    await runCommand(["ip", "-batch", "-"], { input: `${lines.join("\n")}\n` });
  }

  /** Pulls the cable: both bridges see the port go down. */
  async unplug(): Promise<void> {
    await runCommand(["ip", "link", "set", this.left.device, "down"]);
  }

  async plug(): Promise<void> {
    await runCommand(["ip", "link", "set", this.left.device, "up"]);
  }
}
