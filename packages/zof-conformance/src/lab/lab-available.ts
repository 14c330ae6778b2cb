import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { environment } from "./run-command.js";

/** The data model of Open vSwitch's database, as Debian installs it. */
export const DATABASE_SCHEMA = "/usr/share/openvswitch/vswitch.ovsschema";

const PROGRAMS = {
  "ovs-vswitchd": "openvswitch-switch",
  "ovsdb-server": "openvswitch-switch",
  "ovs-vsctl": "openvswitch-switch",
  "ovs-ofctl": "openvswitch-common",
  ip: "iproute2",
  ping: "iputils-ping",
  ethtool: "ethtool",
};

let reason: string | undefined | null = null;

/** Why no lab can be started on this machine, or undefined when it can. Looks once per process. */
export function labUnavailable(): string | undefined {
  if (reason === null) reason = look();
  return reason;
}

/** Why no Open vSwitch can be started on this machine, not even one without network namespaces; undefined when it can. */
export function openVswitchMissing(): string | undefined {
  for (const program of ["ovs-vswitchd", "ovsdb-server", "ovs-vsctl", "ovs-appctl"]) {
    if (!installed(program)) return `${program} is not installed (Debian package openvswitch-switch)`;
  }
  return existsSync(DATABASE_SCHEMA)
    ? undefined
    : `${DATABASE_SCHEMA} is missing (Debian package openvswitch-switch)`;
}

/** Whether a program is installed. */
export function installed(program: string): boolean {
  const folders = (environment().PATH ?? "").split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}

function look(): string | undefined {
  if (process.platform !== "linux") return `network namespaces need Linux, this is ${process.platform}`;
  for (const [program, packageName] of Object.entries(PROGRAMS)) {
    if (!installed(program)) return `${program} is not installed (Debian package ${packageName})`;
  }
  if (!existsSync(DATABASE_SCHEMA))
    return `${DATABASE_SCHEMA} is missing (Debian package openvswitch-switch)`;
  if (process.getuid?.() !== 0) return "network namespaces need root";
  // A root without the capability, as in many containers, shows only when it tries.
  const probe = spawnSync("unshare", ["--net", "true"], { env: environment(), encoding: "utf8" });
  if (probe.status !== 0) {
    return `this machine makes no network namespaces: ${probe.stderr?.trim() || probe.error?.message}`;
  }
  return undefined;
}
