import { describe, expect, it } from "vitest";
import { appPath, zof } from "../test-support/zof-process.js";

describe("zof run FILE --sim", { timeout: 20_000 }, () => {
  it("writes plain lines, ends by itself and sums up", async () => {
    const { status, lines, stdout, stderr } = await zof(["run", appPath("learning"), "--sim"]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).not.toContain("\x1b");
    expect(lines[0]).toBe("learning on a simulated network: 3 switches, 6 hosts");
    for (const name of ["s1", "s2", "s3"]) {
      expect(stdout).toMatch(
        new RegExp(`^switch ${name} up OpenFlow 1\\.3, \\d ports, from 127\\.0\\.0\\.1:\\d+$`, "m"),
      );
    }
    expect(lines).toContain("learnt h1 is at port 2 of s2");
    const pings = lines.filter((line) => line.startsWith("ping"));
    expect(new Set(pings.map((line) => line.replace(/ [\d.]+ ms$/, ""))).size).toBe(14);
    expect(pings.every((line) => / \d+(\.\d+)? ms$/.test(line))).toBe(true);
    expect(lines.at(-1)).toMatch(
      /^3 switches, 6 hosts, 14 of 14 pings ok, \d+ flows, \d+ messages, [\d.]+ s$/,
    );
  });

  it("writes one JSON object a line with --json, and its summary agrees with them", async () => {
    const { status, events, stderr } = await zof(["run", appPath("learning"), "--sim", "linear,3", "--json"]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(events[0]).toMatchObject({
      event: "started",
      apps: ["learning"],
      serves: false,
      simulated: { switches: 3, hosts: 3 },
    });
    expect(events.every(({ time }) => Math.abs(Number(time) - Date.now() / 1000) < 60)).toBe(true);
    const of = (name: string) => events.filter(({ event }) => event === name);
    expect(
      of("switch_up")
        .map(({ name, openflow }) => `${name} ${openflow}`)
        .sort(),
    ).toEqual(["s1 1.3", "s2 1.3", "s3 1.3"]);
    expect(of("ping")).toHaveLength(6);
    expect(of("ping").every(({ ok, rtt_ms }) => ok === true && Number(rtt_ms) > 0)).toBe(true);
    expect(of("host_learnt")).toContainEqual(
      expect.objectContaining({ host: "h1", switch: "s1", port_no: 1 }),
    );
    expect(of("summary")).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({
      event: "summary",
      switches: 3,
      alerts: 0,
      simulation: { hosts: 3, pings: { sent: 6, ok: 6, lost: 0 } },
    });
    const { flows, messages } = (events.at(-1) as { simulation: { flows: number; messages: number } })
      .simulation;
    expect(flows).toBeGreaterThanOrEqual(of("host_learnt").length + 3);
    expect(messages).toBeGreaterThan(6);
  });

  it("pings again and again with --duration", async () => {
    const { status, events } = await zof([
      "run",
      appPath("learning"),
      "--sim",
      "single,2",
      "--json",
      "--duration",
      "2",
    ]);
    expect(status).toBe(0);
    const { seconds, simulation } = events.at(-1) as {
      seconds: number;
      simulation: { pings: { sent: number } };
    };
    expect(simulation.pings.sent).toBeGreaterThanOrEqual(4);
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(seconds).toBeLessThan(6);
  });

  it("has exit status 1 when a ping is lost, and says why", async () => {
    const { status, lines } = await zof(["run", appPath("deaf"), "--sim", "single,2"]);
    expect(status).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^ping {3}h1 -> h2 lost: no_arp_reply/));
    expect(lines.at(-1)).toMatch(/^1 switch, 2 hosts, 0 of 2 pings ok, 2 lost, 0 flows/);
  });

  it("shows what apps print and log, but not what the framework logs of connections", async () => {
    const { stdout, stderr } = await zof(["run", appPath("talkative"), "--sim", "single,1"]);
    expect(stdout).toContain("console 01\n");
    const records = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(records).toEqual([expect.objectContaining({ name: "talkative", msg: "logged", level: "info" })]);
  });

  it("logs what --loglevel says", async () => {
    const silent = await zof(["run", appPath("talkative"), "--sim", "single,1", "--loglevel", "silent"]);
    expect(silent.stderr).toBe("");
    const info = await zof(["run", appPath("talkative"), "--sim", "single,1", "--loglevel", "info"]);
    expect(info.stderr).toContain("connection is up");
  });

  it("runs several files together", async () => {
    const { status, lines } = await zof(["run", appPath("deaf"), appPath("learning"), "--sim", "single,2"]);
    expect(lines[0]).toMatch(/^deaf, learning on a simulated network/);
    expect(status).toBe(0);
  });
});

describe("a file that calls run itself", { timeout: 20_000 }, () => {
  it("is run once, by the command, with its own arguments", async () => {
    const options = ["--listen", "127.0.0.1:0", "--duration", "0.1", "--greeting", "good day"];
    const { status, lines } = await zof(["run", appPath("own-run"), ...options]);
    expect(lines[0]).toBe("own-run");
    expect(lines.filter((line) => line === "good day")).toHaveLength(1);
    expect(lines.at(-1)).toBe("status 0");
    expect(status).toBe(0);
  });

  it("does not hide an error after that call", async () => {
    const { status, stderr } = await zof(["run", appPath("throws-after-run"), "--sim"]);
    expect(stderr).toMatch(/^zof: .*throws-after-run\.js:5:7: TypeError: too late\n$/);
    expect(status).toBe(1);
  });
});
