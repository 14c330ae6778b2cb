import { corpusMissing } from "./corpus/corpus-folder.js";
import { installed, labUnavailable, openVswitchMissing } from "./lab/lab-available.js";

/** Says, before the tests run, which of them cannot run on this machine, and why. */
export function setup(): void {
  const reasons = {
    "a real switch": labUnavailable(),
    "a bridge without namespaces": openVswitchMissing(),
    "ovs-ofctl": notInstalled("ovs-ofctl", "openvswitch-common"),
    Wireshark: notInstalled("tshark", "tshark"),
    "recorded messages": corpusMissing(),
  };
  for (const [what, reason] of Object.entries(reasons)) {
    if (reason !== undefined) console.log(`SKIPPED: tests with ${what}: ${reason}`);
  }
}

function notInstalled(program: string, packageName: string): string | undefined {
  return installed(program) ? undefined : `${program} is not installed (Debian package ${packageName})`;
}
