import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { complete, execute } from "./command-shell.js";

const COMMAND = fileURLToPath(new URL("../../zof/bin/zof.js", import.meta.url));

test("does what is typed, and ends with exit", async () => {
  const { PATH, HOME } = process.env;
  const args = [COMMAND, "run", "command-shell", "--listen-endpoints", "127.0.0.1:0"];
  const child = spawn(process.execPath, args, { env: { PATH, HOME } });
  const closed = once(child, "close");
  const output = text(child.stdout);
  child.stdin.write("help\nps\nlog debug\nfly\nexit\n");
  const [status] = await closed;
  const printed = await output;
  for (const text of [
    "help         what commands",
    "app command-shell, precedence 100",
    "log debug",
    "no command fly",
  ]) {
    expect(printed).toContain(text);
  }
  expect(status).toBe(0);
}, 30_000);

test("completes commands and what they take", () => {
  expect(complete("p")).toEqual([["ps", "ports"], "p"]);
  expect(complete("log de")).toEqual([["debug"], "de"]);
  expect(complete("fly x")).toEqual([[], "x"]);
  expect(execute("  ")).toBe("");
  expect(execute("constructor")).toMatch("no command");
});
