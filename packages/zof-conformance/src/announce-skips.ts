import { corpusMissing } from "./corpus/corpus-folder.js";
import { installed, labUnavailable } from "./lab/lab-available.js";

/** Says, before the tests run, which of them cannot run on this machine, and why. */
export function setup(): void {
  const reasons = {
    "a real switch": labUnavailable(),
    "ovs-ofctl": installed("ovs-ofctl")
      ? undefined
      : "ovs-ofctl is not installed (Debian package openvswitch-common)",
    "recorded messages": corpusMissing(),
  };
  for (const [what, reason] of Object.entries(reasons)) {
    if (reason !== undefined) console.log(`SKIPPED: tests with ${what}: ${reason}`);
  }
}
