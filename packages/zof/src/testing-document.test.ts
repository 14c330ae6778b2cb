import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeBlocks, typeErrors } from "./test-support/documents.js";
import { testEnvironment } from "./test-support/test-environment.js";

const document = readFileSync(new URL("../../../docs/testing.md", import.meta.url), "utf8");
const VITEST = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");

describe("the example in docs/testing.md", { timeout: 60_000 }, () => {
  // Within this package, so that the files can import zof.
  let folder = "";
  let files: string[] = [];
  beforeAll(() => {
    const dist = fileURLToPath(new URL("../dist", import.meta.url));
    mkdirSync(dist, { recursive: true });
    folder = mkdtempSync(join(dist, "testing-"));
    const [app, test] = codeBlocks(document);
    files = [join(folder, "learn.ts"), join(folder, "learn.test.ts")];
    // As for somebody who has configured nothing: vitest would find this project's configuration.
    writeFileSync(join(folder, "vitest.config.mjs"), "export default {};");
    writeFileSync(files[0] as string, app?.code ?? "");
    writeFileSync(files[1] as string, test?.code ?? "");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is an app and its test, without type errors", () => {
    expect(codeBlocks(document).length).toBe(2);
    expect(typeErrors(files).flat()).toEqual([]);
  });

  it("passes", async () => {
    const { status, output } = await vitest();
    expect(output).toMatch(/Tests +5 passed \(5\)/);
    expect(status).toBe(0);
  });

  it("fails when the app does not do what is tested", async () => {
    const file = files[0] as string;
    const app = readFileSync(file, "utf8");
    writeFileSync(file, app.replace("idle_timeout: 60", "idle_timeout: 0"));
    const { status, output } = await vitest();
    expect(output).toMatch(/Tests +1 failed \| 4 passed \(5\)/);
    expect(status).toBe(1);
  });

  async function vitest(): Promise<{ status: number; output: string }> {
    const child = spawn(process.execPath, [VITEST, "run", "--root", folder], {
      env: testEnvironment({ NO_COLOR: "1" }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    const [status] = await once(child, "close");
    return { status, output };
  }
});
