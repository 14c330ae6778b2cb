import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Screen } from "../test-support/screen.js";
import { testEnvironment } from "../test-support/test-environment.js";
import { appPath, COMMAND } from "../test-support/zof-process.js";

const hasScript = spawnSync("script", ["--version"]).status === 0;
if (!hasScript)
  process.stdout.write("skipped: the live view on a pseudo-terminal, there is no `script` (util-linux)\n");

/** Runs a command on a pseudo-terminal; returns what the terminal gets. */
function onTerminal(columns: number, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const command = [process.execPath, COMMAND, ...args].map((arg) => `'${arg}'`).join(" ");
  const { stdout, status } = spawnSync(
    "script",
    ["-qec", `stty cols ${columns} rows 40; ${command}`, "/dev/null"],
    {
      encoding: "utf8",
      env: testEnvironment({ TERM: "xterm-256color", ...env }),
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 20_000,
    },
  );
  const screen = new Screen(columns);
  screen.write(stdout);
  return { status, text: stdout, lines: screen.lines };
}

describe.skipIf(!hasScript)("the live view", { timeout: 30_000 }, () => {
  it("is drawn in place, and leaves the network and the summary on the screen", () => {
    const { status, text, lines } = onTerminal(80, ["run", appPath("learning"), "--sim"]);
    expect(status).toBe(0);
    expect(text).toContain("\x1b[32m");
    expect(text.split("connecting").length).toBeGreaterThan(1);
    const shown = lines.filter((line) => line !== "");
    expect(shown[0]).toBe("learning on a simulated network: 3 switches, 6 hosts");
    expect(shown.filter((line) => line.startsWith("switch"))).toHaveLength(1);
    expect(shown).toContainEqual(expect.stringMatching(/^s2 {6}00:00:00:00:00:00:00:02 {2}1\.3 +4 +\d+$/));
    expect(shown).toContainEqual(expect.stringMatching(/^h1 {4}10\.0\.0\.1 +1 +2 +1 +3\/3 +✓ +✓ +✓$/));
    expect(shown).toContainEqual(expect.stringMatching(/^h6 {4}10\.0\.0\.6 +100 .* 1\/1 +✓$/));
    expect(shown.at(-1)).toMatch(/^3 switches, 6 hosts, 14 of 14 pings ok/);
  });

  it("looks as the README says", () => {
    const readme = readFileSync(new URL("../../../../README.md", import.meta.url), "utf8");
    const { lines } = onTerminal(80, ["run", "layer2", "--sim"]);
    const hosts = lines.filter((line) => /^h(ost|\d) /.test(line));
    expect(hosts).toHaveLength(7);
    for (const line of hosts) expect(readme).toContain(`\n${line}\n`);
  });

  it("shows above it what apps print and log", () => {
    const { lines } = onTerminal(80, ["run", appPath("talkative"), "--sim", "single,1"]);
    const switches = lines.findIndex((line) => line.startsWith("switch"));
    const printed = lines.indexOf("console 01");
    const logged = lines.indexOf('info talkative: logged datapath_id="00:00:00:00:00:00:00:01"');
    expect(printed).toBeGreaterThan(0);
    expect(logged).toBe(printed + 1);
    expect(switches).toBeGreaterThan(logged);
  });

  it.each([60, 40, 25])("fits into %d columns", (columns) => {
    const { status, text, lines } = onTerminal(columns, ["run", appPath("learning"), "--sim", "linear,2"]);
    expect(status).toBe(0);
    // Nothing wrapped while it was redrawn: the first frame is gone.
    expect(lines.filter((line) => line.startsWith("switch"))).toHaveLength(1);
    expect(text).toContain("h2");
  });

  it("has no colours with NO_COLOR", () => {
    const { text } = onTerminal(80, ["run", appPath("learning"), "--sim", "single,2"], { NO_COLOR: "1" });
    expect(text).toContain("\x1b[J");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: looks for them
    expect(text).not.toMatch(/\x1b\[\d+m/);
  });

  it("is plain lines on a dumb terminal", () => {
    const { text, lines } = onTerminal(80, ["run", appPath("learning"), "--sim", "single,2"], {
      TERM: "dumb",
    });
    expect(text).not.toContain("\x1b");
    expect(lines.filter((line) => line.startsWith("ping"))).toHaveLength(2);
  });
});

describe.skipIf(!hasScript)("on a terminal", { timeout: 30_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "zof-terminal-"));
  const file = join(folder, "messages.bin");
  const yaml = join(folder, "message.yaml");
  writeFileSync(file, Uint8Array.of(4, 20, 0, 8, 0, 0, 0, 7, 4, 0));
  writeFileSync(yaml, "type: HELLO\n");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("zof decode has colours, and says what is wrong after what went before", () => {
    const { text, status, lines } = onTerminal(120, ["decode", file]);
    expect(status).toBe(1);
    expect(text).toContain("\x1b[36mtype\x1b[39m: \x1b[32mBARRIER_REQUEST\x1b[39m");
    const shown = lines.filter((line) => line !== "");
    expect(shown.slice(0, 2)).toEqual(["---", "type: BARRIER_REQUEST"]);
    expect(shown.at(-1)).toMatch(/^zof: .*2 bytes of it are there$/);
  });

  it.each([
    ["--no-color", {}],
    ["--json", {}],
    ["--keep-going", { NO_COLOR: "1" }],
  ])("%s %j has none", (option, env) => {
    expect(onTerminal(120, ["decode", option, file], env).text).not.toContain("\x1b");
  });

  it("zof encode writes no bytes to it, but text", () => {
    const { text, status } = onTerminal(120, ["encode", yaml]);
    expect(text).toMatch(/^zof: messages are binary .*--hex/);
    expect(status).toBe(1);
    expect(onTerminal(120, ["encode", "--hex", yaml]).text).toBe("0400000800000000\r\n");
  });
});
