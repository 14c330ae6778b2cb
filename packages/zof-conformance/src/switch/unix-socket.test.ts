import { describe, expect, it } from "vitest";
import { Controller, compile } from "zof";
import { startLab } from "../lab/lab.js";
import { labUnavailable } from "../lab/lab-available.js";

const DESC = compile("REQUEST.DESC");

describe.skipIf(labUnavailable() !== undefined)("a real switch, by its unix socket", () => {
  it("is a datapath like any other", async () => {
    const controller = new Controller({ listenEndpoints: ["127.0.0.1:0"], loglevel: "silent" });
    await controller.start();
    const lab = await startLab({ hosts: 1 });
    try {
      await controller.connect(lab.openVswitch.managementEndpoint(lab.bridges[0] ?? ""));
      await expect.poll(() => controller.findDatapath(1)?.ports.size).toBe(2);
      expect((await DESC.request({ datapath_id: 1 })).msg.hw_desc).toBe("Open vSwitch");
    } finally {
      await lab.stop();
      await controller.stop();
    }
  }, 60_000);
});
