import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { TestController } from "../test-support/test-controller.js";

it("listens on a unix socket and connects to one, and says which", async () => {
  const folder = mkdtempSync(join(tmpdir(), "zof-unix-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const endpoint = `unix:${join(folder, "socket")}`;
  const listening = new TestController({ listenEndpoints: [endpoint], handshakeTimeoutMs: 500 });
  const connecting = new TestController();
  const recorder = connecting.recorder();
  await listening.start();
  await connecting.start();
  expect(listening.endpoints).toEqual([endpoint]);
  await connecting.connect(endpoint, { requestFeatures: false });
  expect((await recorder.wait("CHANNEL_UP")).msg.endpoint).toBe(endpoint);
  await expect(connecting.connect(`${endpoint}-none`)).rejects.toThrow(`cannot connect to ${endpoint}-none`);
});
