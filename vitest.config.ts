import { defineConfig } from "vitest/config";

/** Shared by every package: tests lie beside the source; unexpected console output fails a test. */
export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    passWithNoTests: true,
    pool: "threads",
    maxWorkers: 2,
    onConsoleLog(log) {
      throw new Error(`unexpected console output: ${log}`);
    },
  },
});
