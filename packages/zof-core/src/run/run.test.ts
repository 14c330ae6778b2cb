import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { ChildProgram } from "../test-support/child-program.js";
import { openSwitch } from "../test-support/raw-switch.js";

const LISTEN = ["--listen-endpoints", "127.0.0.1:0"];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "zof-core-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** What happens when the program cannot start: one line, and exit code 1. */
async function failsToStart(args: readonly string[]): Promise<string> {
  const program = new ChildProgram("program", [...LISTEN, ...args]);
  expect(await program.exitCode()).toBe(1);
  expect(program.stdout).toBe("");
  expect(program.stderr).toMatch(/^program: [^\n]+\n$/);
  return program.stderr.slice("program: ".length, -1);
}

describe("run", () => {
  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("stops cleanly at %s, with the exit code %d", async (signal, code) => {
    const program = new ChildProgram("program", [...LISTEN, "--greeting", "hi there", "--leave-timer"]);
    const peer = await openSwitch(await program.endpoint(), { datapathId: 0x10 });
    const { xid } = await peer.next("REQUEST.DESC");
    peer.send({ type: "REPLY.DESC", xid, msg: { hw_desc: "made up" } });
    expect(await program.said("DESC")).toMatchObject({ hw_desc: "made up" });
    program.process.kill(signal);
    expect(await program.exitCode()).toBe(code);
    await peer.closed();
    expect(program.lines[0]).toMatchObject({ greeting: "hi there" });
    expect(program.lines.at(-1)).toEqual({ event: "STOP", datapaths: ["00:00:00:00:00:00:00:10"] });
    const logged = program.stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).msg);
    expect(logged).toEqual(["listening", "connection is up", "connection is closed"]);
  });

  it("lets handlers keep a signal from stopping it, and name further signals", async () => {
    const program = new ChildProgram("program", LISTEN);
    await program.said("START");
    program.process.kill("SIGHUP");
    await program.said("SIGNAL");
    program.process.kill("SIGUSR2");
    await expect.poll(() => program.lines.map(({ signal }) => signal)).toContain("SIGUSR2");
    expect(program.process.exitCode).toBeNull();
    program.process.kill("SIGTERM");
    expect(await program.exitCode()).toBe(143);
  });

  it.each([
    [{}, "sync", "SIGTERM", 143],
    [{ TEST_EXCEPTION_FATAL: "true" }, "sync", undefined, 1],
    [{ TEST_EXCEPTION_FATAL: "true" }, "async", undefined, 1],
    [{ TEST_EXCEPTION_FATAL: "emergency" }, "task", undefined, 1],
  ] as const)(
    "with %o and an exception (%s) ends as exceptionFatal says",
    async (env, when, signal, code) => {
      const program = new ChildProgram("program", [...LISTEN, "--fail", when], env);
      await expect.poll(() => program.stderr).toContain("failed as told");
      if (signal !== undefined) program.process.kill(signal);
      expect(await program.exitCode()).toBe(code);
      const names = program.stderr
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .filter(({ err }) => err !== undefined)
        .map(({ name }) => name);
      const emergency = "TEST_EXCEPTION_FATAL" in env && env.TEST_EXCEPTION_FATAL === "emergency";
      expect(names).toEqual(emergency ? ["program", "emergency"] : ["program"]);
    },
  );

  it("writes the log and the process id to files", async () => {
    const path = folder();
    const [logfile, pidfile] = [join(path, "log"), join(path, "pid")];
    writeFileSync(pidfile, "999999999\n");
    const program = new ChildProgram("program", [...LISTEN, "--logfile", logfile, "--pidfile", pidfile]);
    await program.said("START");
    expect(readFileSync(pidfile, "utf8")).toBe(`${program.process.pid}\n`);
    const second = new ChildProgram("program", [...LISTEN, "--pidfile", pidfile]);
    expect(await second.exitCode()).toBe(1);
    expect(second.stderr).toContain(`names process ${program.process.pid}, which is running`);
    program.process.kill("SIGTERM");
    await program.exitCode();
    expect(existsSync(pidfile)).toBe(false);
    expect(program.stderr).toBe("");
    expect(JSON.parse(readFileSync(logfile, "utf8").split("\n")[0] ?? "")).toMatchObject({
      level: "info",
      name: "zof",
      msg: "listening",
    });
  });

  it("says in one line what is wrong with the arguments", async () => {
    expect(await failsToStart(["--nonsense"])).toBe("unknown option '--nonsense'");
    expect(await failsToStart(["--loglevel", "loud"])).toMatch(/--loglevel.*'loud' is invalid.*info, warn/);
    expect(await failsToStart(["--listen-endpoints", "here"])).toMatch(/'here' is not an endpoint/);
    expect(await failsToStart(["--listen-versions", "1,7"])).toMatch(
      /--listen-versions.*'7' is not one of 1, 2, 3, 4, 5, 6/,
    );
  });

  it("says in one line what it cannot open", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    expect(await failsToStart(["--listen-endpoints", `127.0.0.1:${port}`])).toBe(
      `cannot listen on 127.0.0.1:${port}: the port is in use`,
    );
    expect(await failsToStart(["--listen-cert", "/no/c.pem", "--listen-privkey", "/no/k.pem"])).toBe(
      "cannot read the certificate /no/c.pem: no such file or directory",
    );
    expect(await failsToStart(["--logfile", "/no/log"])).toBe(
      "cannot write the log file /no/log: no such file or directory",
    );
    expect(await failsToStart(["--pidfile", "/no/pid"])).toBe(
      "cannot write the pid file /no/pid: no such file or directory",
    );
  });

  it("loads the modules it is told to, with their apps' arguments", async () => {
    const module = fileURLToPath(new URL("../../dist/test-support/programs/second-app.js", import.meta.url));
    const program = new ChildProgram("program", [...LISTEN, "--x-modules", module, "--second", "hello"]);
    expect(await program.said("SECOND")).toEqual({ event: "SECOND", says: "hello" });
    program.process.kill("SIGTERM");
    expect(await program.exitCode()).toBe(143);
    expect(await failsToStart(["--x-modules=./nothing.js"])).toMatch(
      /^--x-modules: cannot load \.\/nothing\.js: /,
    );
    expect(await failsToStart(["--x-modules", "no-such-package"])).toMatch(/cannot load no-such-package: /);
  });

  it("prints its help with the apps' arguments, and ends well", async () => {
    const program = new ChildProgram("program", ["--help"]);
    expect(await program.exitCode()).toBe(0);
    expect(program.stdout).toContain("Usage: program [options]");
    expect(program.stdout).toMatch(/--listen-endpoints <list> .*\n/);
    expect(program.stdout).toMatch(/Options of program:\n.*--fail <when>/);
    expect(program.stderr).toBe("");
  });
});

describe("a controller that has stopped", () => {
  it("leaves no timer and no socket: the process ends by itself", async () => {
    const program = new ChildProgram("start-stop");
    expect(await program.exitCode()).toBe(0);
    expect(program.lines).toEqual([
      { event: "ROUND", round: 1, connections: 2 },
      { event: "ROUND", round: 2, connections: 2 },
    ]);
    expect(program.stderr).toBe("");
  });
});

describe("a bound class", () => {
  it("has its decorated methods as handlers of one instance", async () => {
    const program = new ChildProgram("bound-class", LISTEN);
    const endpoint = await program.endpoint();
    const first = await openSwitch(endpoint);
    const second = await openSwitch(endpoint, { datapathId: 2 });
    first.send({ type: "BARRIER_REPLY", xid: 101 });
    await expect.poll(() => program.lines.at(-1)).toEqual({ event: "BARRIER", xid: 101, seen: 1 });
    second.send({ type: "BARRIER_REPLY", xid: 102 });
    second.send({ type: "ECHO_REQUEST" });
    await second.next("ECHO_REPLY");
    first.send({ type: "BARRIER_REPLY", xid: 103 });
    await expect.poll(() => program.lines.at(-1)).toEqual({ event: "BARRIER", xid: 103, seen: 102 });
  });
});
