import { basename, join } from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Where each run of tests leaves its results as JSON, for who adds them up. Default: nowhere. */
const reports = process.env.ZOF_TEST_REPORTS;

/**
 * Shared by every package: tests lie beside the source; unexpected console output fails a test.
 *
 * @param name - of the report; a second run in a package needs another one.
 */
export function testConfig(name: string): ViteUserConfig {
  return defineConfig({
    test: {
      include: ["src/**/*.test.ts"],
      passWithNoTests: true,
      pool: "threads",
      maxWorkers: 2,
      // A test that hangs ends; one that waits for its turn on a busy machine does not.
      testTimeout: 20_000,
      reporters: [
        "default",
        ...(reports === undefined ? [] : [["json", { outputFile: join(reports, `${name}.json`) }] as const]),
      ],
      onConsoleLog(log) {
        throw new Error(`unexpected console output: ${log}`);
      },
    },
  });
}

export default testConfig(basename(process.cwd()));
