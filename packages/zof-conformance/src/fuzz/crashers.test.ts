import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { keepCrasher } from "./crashers.js";
import { runFuzz } from "./run-fuzz.js";

it("a message that crashes is kept with what happened", () => {
  const folder = mkdtempSync(join(tmpdir(), "zof-crashers-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = keepCrasher(Uint8Array.of(4, 0, 0, 8, 0, 0, 0, 1), "TypeError: x\nat y", folder);
  expect(readFileSync(file, "utf8")).toBe("# TypeError: x\n0400000800000001\n");
});

it("a run ends when its time is over, and says how many it tried", () => {
  const { tried } = runFuzz({ count: 1e9, seed: 1, limitMs: 50 });
  expect(tried).toBeGreaterThan(0);
  expect(tried).toBeLessThan(1e9);
});
