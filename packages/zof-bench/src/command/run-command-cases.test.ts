import { expect, test } from "vitest";
import { runCommandCases } from "./run-command-cases.js";

test("every command runs, on as many messages as there are", { timeout: 60_000 }, () => {
  const printed: string[] = [];
  const results = runCommandCases({ passes: 1, messages: 300 }, (text) => printed.push(text));
  expect(results.length).toBeGreaterThanOrEqual(6);
  for (const { name, milliseconds, messagesPerSecond } of results) {
    expect(milliseconds).toBeGreaterThan(0);
    expect(messagesPerSecond === undefined).toBe(!/code (--json )?(?!of)\w+/.test(name));
    expect(printed[1]).toContain(name);
  }
});
