import { expect, test } from "vitest";
import { ChildProgram, freePort } from "./child-program.js";

function node(code: string): ChildProgram {
  return new ChildProgram("the program", process.execPath, ["-e", code]);
}

test("what a program writes is its output", async () => {
  expect(await node("console.log('one'); console.log('two')").output()).toBe("one\ntwo\n");
});

test("a program that fails says why", async () => {
  const failing = node("console.error('no luck'); process.exit(3)");
  await expect(failing.output()).rejects.toThrow(/the program failed: exit status 3\nno luck/);
});

test("a program that ends before it listens is not waited for", async () => {
  const port = await freePort();
  await expect(node("process.exit(1)").listens(port)).rejects.toThrow(/the program failed: it ended/);
});

test("a program that cannot be started is an error", async () => {
  const missing = new ChildProgram("the program", "/no/such/program", []);
  await expect(missing.output()).rejects.toThrow(/ENOENT/);
});

test("a server is waited for, measured and stopped", async () => {
  const port = await freePort();
  const server = node(`require("net").createServer(() => {}).listen(${port}, "127.0.0.1")`);
  await server.listens(port);
  if (process.platform === "linux") {
    expect(server.peakMemory()).toBeGreaterThan(1e6);
    expect(server.cpuSeconds()).toBeGreaterThan(0);
    expect(server.cpuSeconds()).toBeLessThan(10);
  }
  await server.stop();
  await expect(server.output()).rejects.toThrow(/exit status SIGTERM/);
});
