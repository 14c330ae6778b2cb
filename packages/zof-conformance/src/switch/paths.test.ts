import { describe, expect, it } from "vitest";
import { type Lab, startLab } from "../lab/lab.js";
import { labUnavailable } from "../lab/lab-available.js";
import { startLayer2 } from "./layer2-process.js";

describe.skipIf(labUnavailable() !== undefined)("the paths demo, with a ring of real switches", () => {
  it.each(["OpenFlow10", "OpenFlow13"])(
    "lets every host ping every other, also when a cable is pulled, with %s",
    async (protocol) => {
      const paths = await startLayer2("paths");
      let lab: Lab | undefined;
      try {
        const controller = `tcp:127.0.0.1:${paths.port}`;
        lab = await startLab({ bridges: 3, hosts: 3, ring: true, protocols: [protocol], controller });
        const { links, pingAll } = lab;
        await lab.waitConnected();
        const reach = () => expect.poll(pingAll, { timeout: 20_000 }).toEqual([]);
        await reach();
        for (const link of links) {
          await link.unplug();
          await reach();
          await link.plug();
        }
        await reach();
      } finally {
        await lab?.stop();
        await paths.interrupt();
      }
    },
    120_000,
  );
});
