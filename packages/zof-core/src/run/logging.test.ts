import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { LogLimiter } from "./log-limiter.js";
import { logText } from "./log-text.js";
import { createLogger } from "./logging.js";

describe("createLogger", () => {
  it("appends JSON lines from its level on, at once", () => {
    const folder = mkdtempSync(join(tmpdir(), "zof-log-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "log");
    const logger = createLogger({ level: "WARN", file });
    logger.info("not this");
    logger.child({ name: "app" }).warn({ id: 1n, err: new Error("no luck") }, "this");
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines).toHaveLength(1);
    const record = JSON.parse(lines[0] ?? "");
    expect(record).toMatchObject({
      level: "warn",
      name: "app",
      msg: "this",
      id: 1,
      err: { message: "no luck" },
    });
    expect(Math.abs(record.time - Date.now())).toBeLessThan(5000);
  });

  it("refuses levels that do not exist", () => {
    expect(() => createLogger({ level: "loud" })).toThrow(
      "bad_option: 'loud' is not a log level; use one of trace, debug, info, warn, error, fatal, silent",
    );
  });
});

describe("logText", () => {
  const time = Date.UTC(2024, 0, 2, 3, 4, 5, 678);

  it("makes one line of a record", () => {
    const record = {
      level: "info",
      time,
      name: "zof",
      msg: "listening",
      endpoints: ["[::]:6653"],
      n: 3,
      text: "a b",
    };
    expect(logText(record)).toBe(
      `03:04:05.678 INFO  zof: listening endpoints="[\\"[::]:6653\\"]" n=3 text="a b"\n`,
    );
  });

  it("adds the stack of an exception", () => {
    const err = { type: "Error", message: "no luck", stack: "Error: no luck\n    at here" };
    expect(logText({ level: "error", time, msg: "failed", err })).toBe(
      "03:04:05.678 ERROR failed\n    Error: no luck\n        at here\n",
    );
  });
});

describe("LogLimiter", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("lets some lines a second through, and says with the next how many it left out", () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const limiter = new LogLimiter(3);
    const lines: number[] = [];
    const log = (omitted: number) => lines.push(omitted);
    for (let line = 0; line < 10; line++) limiter.line(log);
    expect(lines).toEqual([0, 0, 0]);
    vi.setSystemTime(1_001_500);
    for (let line = 0; line < 2; line++) limiter.line(log);
    expect(lines).toEqual([0, 0, 0, 7, 0]);
  });
});
