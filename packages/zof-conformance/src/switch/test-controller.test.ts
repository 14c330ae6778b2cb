import { describe, expect, it } from "vitest";
import { VERSIONS } from "zof-types";
import { startLab } from "../lab/lab.js";
import { installed, labUnavailable } from "../lab/lab-available.js";
import { startRecorder } from "../lab/recorder.js";
import { expectAgreement } from "./expect-agreement.js";

const unavailable = labUnavailable() !== undefined || !installed("ovs-testcontroller");

describe.skipIf(unavailable)("Open vSwitch and its own controller", () => {
  it.each(["OpenFlow10", "OpenFlow13"])(
    "speak %s as we read it",
    async (protocol) => {
      const lab = await startLab({ protocols: [protocol] });
      try {
        const target = await lab.openVswitch.startTestController();
        const recorder = await startRecorder({ path: target.slice("unix:".length) });
        try {
          await lab.setController(recorder.target);
          await lab.waitConnected();
          expect(await lab.pingAll()).toEqual([]);
          await lab.hosts[0]?.unplug();
          await expect.poll(() => recorder.messages.some(({ bytes }) => bytes[1] === 12)).toBe(true);

          // The controller's first HELLO has a version that we do not speak.
          const spoken = recorder.messages.filter(({ bytes }) => VERSIONS.includes(bytes[0] ?? 0));
          const types = new Set(await expectAgreement(spoken));
          const expected = ["HELLO", "FEATURES_REPLY", "PACKET_IN", "PACKET_OUT", "FLOW_MOD", "PORT_STATUS"];
          expect([...types]).toEqual(expect.arrayContaining(expected));
        } finally {
          await recorder.stop();
        }
      } finally {
        await lab.stop();
      }
    },
    60_000,
  );
});
