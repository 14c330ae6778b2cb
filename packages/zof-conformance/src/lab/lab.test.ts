import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Lab, startLab } from "./lab.js";
import { installed, labUnavailable } from "./lab-available.js";
import { runCommand } from "./run-command.js";

async function namesOfLabs(): Promise<string> {
  const [spaces, links] = await Promise.all([
    runCommand(["ip", "netns", "list"]),
    runCommand(["ip", "-o", "link"]),
  ]);
  return spaces.stdout + links.stdout;
}

async function withLab(options: Parameters<typeof startLab>[0], use: (lab: Lab) => Promise<void>) {
  const lab = await startLab(options);
  try {
    await use(lab);
  } finally {
    await lab.stop();
  }
}

describe.skipIf(labUnavailable() !== undefined)("a lab", () => {
  it("forwards between hosts when bridges act by themselves", async () => {
    await withLab({ bridges: 2, hosts: 3, failMode: "standalone" }, async (lab) => {
      expect(await lab.pingAll()).toEqual([]);
      await lab.links[0]?.unplug();
      expect(await lab.pingAll()).toEqual(["h1 -> h2", "h2 -> h1", "h2 -> h3", "h3 -> h2"]);
      await lab.links[0]?.plug();
      await lab.hosts[0]?.unplug();
      expect(await lab.hosts[0]?.pings(lab.hosts[2] as never)).toBe(false);
    });
  }, 60_000);

  it.skipIf(!installed("ovs-testcontroller"))(
    "connects its bridges to a controller",
    async () => {
      await withLab({ bridges: 2, protocols: ["OpenFlow10", "OpenFlow13"] }, async (lab) => {
        expect(await lab.hosts[0]?.pings(lab.hosts[1] as never)).toBe(false);
        await lab.setController(await lab.openVswitch.startTestController());
        await lab.waitConnected();
        expect(await lab.pingAll()).toEqual([]);
        const flows = await lab.openVswitch.ofctl(["-O", "OpenFlow13", "dump-flows", lab.bridges[0] ?? ""]);
        expect(flows).toContain(`dl_dst=${lab.hosts[0]?.mac}`);
      });
    },
    60_000,
  );

  it("says which bridge did not connect, and why", async () => {
    await withLab({ hosts: 1, controller: "tcp:127.0.0.1:1" }, async (lab) => {
      await expect(lab.waitConnected(300)).rejects.toThrow(
        /not connected .* after 300 ms \(z\w+-s1: .*(refused|waiting)/,
      );
    });
  });

  it("leaves nothing behind, and removes what a dead process left", async () => {
    const lab = await startLab({ hosts: 1 });
    const tag = lab.bridges[0]?.split("-")[0] ?? "";
    expect(await namesOfLabs()).toContain(`${tag}-h1`);
    // No process has this id and start time.
    const abandoned = join(tmpdir(), "zof-lab-4194303-1-0");
    mkdirSync(abandoned);
    await runCommand(["ip", "netns", "add", "z2hwcf0-h1"]);
    await lab.stop();
    expect(await namesOfLabs()).not.toContain(`${tag}-`);

    // Several may find it at the same time.
    const labs = await Promise.all([1, 2, 3].map(() => startLab({ hosts: 1 })));
    try {
      expect(existsSync(abandoned)).toBe(false);
      expect(await namesOfLabs()).not.toContain("z2hwcf0-");
    } finally {
      for (const each of labs) await each.stop();
    }
  });
});
