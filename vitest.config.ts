import { basename, join } from "node:path";
import { defineConfig } from "vitest/config";

/** Where each package leaves its results as JSON, for who adds them up. Default: nowhere. */
const reports = process.env.ZOF_TEST_REPORTS;

/** Shared by every package: tests lie beside the source; unexpected console output fails a test. */
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    passWithNoTests: true,
    pool: "threads",
    maxWorkers: 2,
    // A test that hangs ends; one that waits for its turn on a busy machine does not.
    testTimeout: 20_000,
    reporters: [
      "default",
      ...(reports === undefined
        ? []
        : [["json", { outputFile: join(reports, `${basename(process.cwd())}.json`) }] as const]),
    ],
    onConsoleLog(log) {
      throw new Error(`unexpected console output: ${log}`);
    },
  },
});
