import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const COMMAND = fileURLToPath(new URL("../../zof/bin/zof.js", import.meta.url));

/** Runs demos with `zof run`, as a user does: decorators need the built files, and options a command line. */
async function zofRun(...args: string[]): Promise<{ status: number; output: string }> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [COMMAND, "run", ...args], {
    env: { PATH, HOME },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { status: status as number, output: output + errors };
}

describe("zof run", { timeout: 30_000 }, () => {
  test("layer2-class: every host reaches every other", async () => {
    const { status, output } = await zofRun("layer2-class", "--sim", "tree,2,2");
    expect(output).toContain("12 of 12 pings ok");
    expect(status).toBe(0);
  });

  test("logger logs what another app handles, internal events too", async () => {
    const { output } = await zofRun("logger", "layer2", "--sim", "linear,2");
    expect(output).toMatch(/"name":"logger".*"what":"Ethernet .*ARP request.*"msg":"PACKET_IN"/);
    expect(output).toMatch(/"name":"logger".*"msg":"START"/);
  });

  test("zbench says how many requests a switch answers", async () => {
    const { output } = await zofRun("zbench", "--requests", "50", "--sim", "linear,2", "--duration", "2");
    expect(output).toMatch(/00:00:00:00:00:00:00:01: \d+ requests\/s, median [\d.]+ ms/);
  });

  test("conntest closes connections, and sees the switch come back", async () => {
    const { output } = await zofRun(
      "conntest",
      "--close-after",
      "50",
      "--sim",
      "single,1",
      "--duration",
      "2",
    );
    expect(output).toMatch(/is new/);
    expect(output).toMatch(/is back after \d+ ms/);
  });

  test("table-features says which switches cannot tell", async () => {
    const { output } = await zofRun("table-features", "--sim", "single,1", "--duration", "1");
    expect(output).toMatch(/00:00:00:00:00:00:00:01( table 0|: error_reply: .*OFPBRC_BAD_TYPE)/);
  });
});
