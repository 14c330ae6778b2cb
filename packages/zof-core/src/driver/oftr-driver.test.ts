import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { compile } from "zof-compile";
import { externalDriver } from "../test-support/driver.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";
import { splitWords } from "./split-words.js";

const BARRIER = compile("BARRIER_REQUEST");

describe("splitWords", () => {
  it.each([
    ["", []],
    ["--a  b", ["--a", "b"]],
    [`'a b' "c \\"d" e\\ f g'h i'`, ["a b", 'c "d', "e f", "gh i"]],
  ])("reads %s", (text, words) => expect(splitWords(text)).toEqual(words));
});

describe("a driver that cannot be run", () => {
  it("prevents the start, with STARTFAIL", async () => {
    const controller = new TestController({ oftrPrefix: "", oftrPath: "/nowhere/oftr" });
    const reasons: string[] = [];
    controller.app("app").event("STARTFAIL", ({ reason }) => reasons.push(reason));
    await expect(controller.start()).rejects.toThrow(
      "driver_failed: /nowhere/oftr cannot be run: no such file or directory",
    );
    expect(reasons).toHaveLength(1);
    expect(controller.phase).toBe("INIT");
  });

  it("is one that ends before it answers", async () => {
    const controller = new TestController({ oftrPrefix: "", oftrPath: "/bin/false" });
    await expect(controller.start()).rejects.toThrow(/has ended with exit status \d+/);
  });
});

describe.skipIf(externalDriver === undefined)("a driver that ends while it is needed", () => {
  it("settles every request, closes the connections and stops the controller", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zof-driver-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const pidFile = join(folder, "pid");
    const oftrPrefix = `/bin/sh -c 'echo $$ > ${pidFile}; exec "$@"' sh ${process.execPath}`;
    const controller = new TestController({ oftrPrefix });
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    const request = BARRIER.request({ datapath_id: 1 });
    const settled = expect(request).rejects.toMatchObject({ code: "closed" });
    await peer.next("BARRIER_REQUEST");
    process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
    await settled;
    expect(await controller.exited).toBe(1);
    expect(recorder.types).toContain("CHANNEL_DOWN");
    const { reason } = controller.log.find(({ level }) => level === "fatal") as { reason?: string };
    expect(reason).toMatch(/has ended by SIGKILL$/);
  });
});
