import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hexOf } from "../json/canonical.js";
import type { OpenVswitch } from "../lab/open-vswitch.js";
import { environment, runCommand } from "../lab/run-command.js";

/** Time it gets to begin. */
const START_TIMEOUT_MS = 10_000;

/** An `ovs-ofctl monitor` that stays connected to a switch and can be told things. */
export interface Monitor {
  /** Sends a message to the switch. */
  send(bytes: Uint8Array): Promise<void>;
  /** Waits until the switch has done all that it was sent. */
  barrier(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `ovs-ofctl` with these arguments, which make it monitor a switch. */
export async function startMonitor(openVswitch: OpenVswitch, args: readonly string[]): Promise<Monitor> {
  const socket = join(openVswitch.path, "monitor.ctl");
  // It does not detach: a detached one keeps its output open, and who reads that never sees its end.
  const child = spawn("ovs-ofctl", [`--unixctl=${socket}`, ...args], { env: environment(), stdio: "ignore" });
  const closed = once(child, "close");
  const tell = (...command: string[]) => runCommand(["ovs-appctl", "-T", "5", "-t", socket, ...command]);
  for (let waitedMs = 0; ; waitedMs += 20) {
    try {
      await tell("ofctl/barrier");
      break;
    } catch (error) {
      if (child.exitCode !== null || waitedMs > START_TIMEOUT_MS) {
        child.kill();
        throw new Error(`ovs-ofctl ${args.join(" ")} does not begin`, { cause: error });
      }
      await sleep(20);
    }
  }
  return {
    async send(bytes) {
      await tell("ofctl/send", hexOf(bytes));
    },
    async barrier() {
      await tell("ofctl/barrier");
    },
    async stop() {
      child.kill();
      await closed;
    },
  };
}
