import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { testEnvironment } from "../test-support/test-environment.js";
import { COMMAND, ZofProcess } from "../test-support/zof-process.js";

const HELLO = Uint8Array.of(4, 0, 0, 8, 0, 0, 0, 1);

/** Whether a program may capture from the loopback device here. */
function mayCapture(program: string, ...args: string[]): boolean {
  const { stderr } = spawnSync("timeout", ["1", program, "-i", "lo", ...args], { encoding: "utf8" });
  return /listening on|Capturing on/.test(stderr ?? "");
}

const hasTcpdump = mayCapture("tcpdump", "-w", "/dev/null");
const hasDumpcap = mayCapture("dumpcap", "-q", "-w", "-");
for (const [has, name] of [
  [hasTcpdump, "tcpdump"],
  [hasDumpcap, "dumpcap"],
] as const) {
  if (!has) process.stdout.write(`skipped: captures with ${name}, which is not there or may not capture\n`);
}

/** Sends HELLOs over new connections until something has come of it. */
async function greet(port: number, isDone: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 100 && !isDone(); attempt++) {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.end(HELLO);
    await once(socket, "close");
    await pause(100);
  }
}

async function withServer(run: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((socket) => socket.resume().on("end", () => socket.end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  await run((server.address() as AddressInfo).port);
  server.close();
}

describe("a live capture", { timeout: 30_000 }, () => {
  it.skipIf(!hasTcpdump)("from a device", () =>
    withServer(async (port) => {
      const filter = `tcp port ${port} and tcp[13] & 2 == 0`;
      const zof = new ZofProcess(["decode", "--json-array", "--pcap-device", "lo", "--pcap-filter", filter]);
      await greet(port, () => zof.stdout.includes("HELLO"));
      zof.kill("SIGINT");
      expect(await zof.exited).toBe(0);
      expect(JSON.parse(zof.stdout)[0]).toMatchObject({ type: "HELLO", dst: `127.0.0.1:${port}` });
    }),
  );

  it.skipIf(!hasTcpdump)("of a device that does not exist", async () => {
    const zof = new ZofProcess(["decode", "--pcap-device", "no-such0"]);
    expect(await zof.exited).toBe(1);
    expect(zof.stderr).toMatch(/no-such0.*\nzof: tcpdump has ended: status 1\n$/s);
  });

  const PIPES = [
    ["tcpdump", hasTcpdump, "tcpdump -i lo -U -w - tcp port PORT"],
    ["dumpcap", hasDumpcap, "dumpcap -i lo -q -w - -f 'tcp port PORT'"],
  ] as const;
  for (const [name, has, capture] of PIPES) {
    it.skipIf(!has)(`through a pipe from ${name}`, () =>
      withServer(async (port) => {
        const zof = `"${process.execPath}" "${COMMAND}" decode --json --pcap-filter tcp`;
        const script = `timeout --foreground 20 ${capture.replace("PORT", String(port))} | ${zof} | head -n 1`;
        const shell = spawn("bash", ["-c", script], {
          env: testEnvironment(),
          // A process group, to end all of it.
          detached: true,
          stdio: ["ignore", "pipe", "ignore"],
        });
        let text = "";
        shell.stdout.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        await greet(port, () => text !== "");
        expect(JSON.parse(text)).toMatchObject({ type: "HELLO", dst: `127.0.0.1:${port}` });
        if (shell.pid !== undefined) process.kill(-shell.pid);
      }),
    );
  }
});

it("needs little memory for a long input", { timeout: 60_000 }, () => {
  // 54 MB, many times what is held at once.
  const script = `yes 0414000800000007 | head -n 3000000 |
    { "${process.execPath}" "${COMMAND}" decode --hex --json >/dev/null & pid=$!; max=0
      while kill -0 $pid 2>/dev/null; do
        now=$(sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\).*/\\1/p' /proc/$pid/status 2>/dev/null); [ -n "$now" ] && max=$now; sleep 0.1
      done; echo "$max"; }`;
  if (!readFileSync("/proc/self/status", "utf8").includes("VmHWM")) return;
  const { stdout } = spawnSync("bash", ["-c", script], { encoding: "utf8", env: testEnvironment() });
  expect(Number(stdout)).toBeGreaterThan(1000);
  expect(Number(stdout) / 1024).toBeLessThan(250);
});
