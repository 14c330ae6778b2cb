import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { linear } from "zof-sim";
import { VERSIONS } from "zof-types";
import { installed } from "../lab/lab-available.js";
import { claimLabFolder } from "../lab/lab-folder.js";
import { OpenVswitch } from "../lab/open-vswitch.js";
import { startRecorder } from "../lab/recorder.js";
import { expectAgreement } from "./expect-agreement.js";

const unavailable = !installed("ovs-testcontroller") || !installed("ovs-ofctl");

describe.skipIf(unavailable)("Open vSwitch's controller, with simulated switches", () => {
  it.each([1, 4])(
    "lets every host ping every other (wire version %i)",
    async (version) => {
      const folder = claimLabFolder();
      const openVswitch = new OpenVswitch(folder);
      const network = linear(3, { switch: { versions: [version] } });
      try {
        const target = await openVswitch.startTestController();
        const recorder = await startRecorder({ path: target.slice("unix:".length) });
        try {
          const [, host = "", port] = recorder.target.split(":");
          await network.connect({ host, port: Number(port) });
          const { sent, failed } = await network.pingAll();
          expect(sent).toBe(6);
          expect(failed).toEqual([]);

          const spoken = recorder.messages.filter(({ bytes }) => VERSIONS.includes(bytes[0] ?? 0));
          const types = await expectAgreement(spoken);
          expect(types).toEqual(
            expect.arrayContaining(["FEATURES_REPLY", "PACKET_IN", "FLOW_MOD", "PACKET_OUT"]),
          );
        } finally {
          network.close();
          await recorder.stop();
        }
      } finally {
        await openVswitch.stop();
        rmSync(folder.path, { recursive: true });
      }
    },
    30_000,
  );
});
