import { existsSync } from "node:fs";
import { type CommandOutput, type RunOptions, runCommand } from "./run-command.js";

/** A host of a lab: a network namespace with one cable to a bridge. */
export class LabHost {
  readonly ip: string;
  readonly mac: string;
  /** Its network namespace, and the bridge's end of its cable. */
  readonly name: string;

  constructor(
    tag: string,
    /** Counts from 1. */
    readonly number: number,
    /** Name of the bridge it is on. */
    readonly bridge: string,
    /** The port number its cable has there. */
    readonly portNo: number,
  ) {
    this.name = `${tag}-h${number}`;
    this.ip = `10.0.0.${number}`;
    this.mac = `0a:00:00:00:00:${number.toString(16).padStart(2, "0")}`;
  }

  /** Runs a command on the host. */
  exec(command: readonly string[], options?: RunOptions): Promise<CommandOutput> {
    return runCommand(["ip", "netns", "exec", this.name, ...command], options);
  }

  /** Whether another host answers an echo request within two seconds. */
  async pings(other: LabHost): Promise<boolean> {
    const { stdout } = await this.exec(["sh", "-c", `ping -n -q -c 1 -W 2 ${other.ip} || true`]);
    return / 1 received/.test(stdout);
  }

  /** Pulls the cable: both its ends lose their carrier. */
  async unplug(): Promise<void> {
    await runCommand(["ip", "-n", this.name, "link", "set", "eth0", "down"]);
  }

  async plug(): Promise<void> {
    await runCommand(["ip", "-n", this.name, "link", "set", "eth0", "up"]);
  }
}

/** Makes the namespaces and cables of hosts. */
export async function createHosts(hosts: readonly LabHost[]): Promise<void> {
  for (const host of hosts) {
    const { name } = host;
    const outside = [
      `netns add ${name}`,
      `link add ${name} type veth peer name eth0 netns ${name}`,
      ...quiet(name),
      `link set ${name} up`,
    ];
    await runCommand(["ip", "-batch", "-"], { input: `${outside.join("\n")}\n` });
    const inside = [
      ...quiet("eth0"),
      `link set eth0 address ${host.mac}`,
      `addr add ${host.ip}/24 dev eth0`,
      "link set lo up",
      "link set eth0 up",
    ];
    await runCommand(["ip", "-n", name, "-batch", "-"], { input: `${inside.join("\n")}\n` });
    // The userspace datapath reads raw frames and drops those whose checksum is left to the hardware.
    await host.exec(["ethtool", "-K", "eth0", "tx", "off"]);
  }
}

/** No link-local IPv6 address: a host then sends nothing that a test did not ask for. */
export function quiet(device: string): string[] {
  return existsSync("/proc/sys/net/ipv6") ? [`link set ${device} addrgenmode none`] : [];
}
