import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appPath, zof } from "../test-support/zof-process.js";

const canRunTypeScript = "typescript" in process.features && process.features.typescript !== false;

/** Runs a command that must fail: with status 1, nothing on standard output and no stack trace. */
async function failure(args: readonly string[], cwd?: string): Promise<string> {
  const { status, stdout, stderr } = await zof(args, cwd === undefined ? {} : { cwd });
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stdout).toBe("");
  expect(status).toBe(1);
  return stderr;
}

describe("zof run, when something is wrong", { timeout: 20_000 }, () => {
  let folder = "";
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "zof-errors-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    [["run"], "zof: nothing to run: zof run NAME|FILE... [options], the names before the options\n"],
    [["run", "--sim"], "zof: nothing to run: zof run NAME|FILE... [options], the names before the options\n"],
    [["rnu"], "zof: unknown command 'rnu'\n(Did you mean run?)\n"],
    [["run", "nowhere.js"], "zof: there is no file nowhere.js\n"],
    [["run", "./nowhere"], "zof: there is no file ./nowhere\n"],
    [["run", "./"], "zof: ./ is not a file\n"],
  ])("%j", async (args, message) => {
    expect(await failure(args, folder)).toBe(message);
  });

  it("names the line of a syntax error in the file, and shows it", async () => {
    const file = write("syntax.mjs", "const a = 1;\nconst b = (2;\n");
    expect(await failure(["run", file], folder)).toBe(
      "zof: syntax.mjs:2: Unexpected token ';'\nconst b = (2;\n            ^\n",
    );
  });

  it("names the file that does not exist, or the package that is not installed", async () => {
    const file = write("imports-file.mjs", 'import "./gone.mjs";\n');
    expect(await failure(["run", file], folder)).toBe(
      `zof: imports-file.mjs imports ${join(folder, "gone.mjs")}, which does not exist\n`,
    );
    const other = write("imports-package.mjs", 'import "@some/package";\n');
    expect(await failure(["run", other], folder)).toBe(
      "zof: imports-package.mjs imports the package @some/package, which is not installed there: npm install @some/package\n",
    );
  });

  it("names the place of an exception in the file; --debug shows the stack", async () => {
    const file = write("throws.mjs", 'const a = 1;\nthrow new RangeError("too much");\n');
    expect(await failure(["run", file], folder)).toBe("zof: throws.mjs:2:7: RangeError: too much\n");
    const { stderr } = await zof(["run", file, "--debug"], { cwd: folder });
    expect(stderr).toMatch(/^zof: throws\.mjs:2:7: .*\nRangeError: too much\n +at .*throws\.mjs:2:7/);
  });

  it.skipIf(canRunTypeScript)("says what TypeScript needs", async () => {
    const file = write("typed.ts", "const a: number = 1;\n");
    expect(await failure(["run", file], folder)).toMatch(
      /^zof: typed\.ts is TypeScript, which Node\.js \S+ does not run; use Node\.js 22\.18 .*\n$/,
    );
  });

  it("points at the place in a template", async () => {
    expect(await failure(["run", appPath("misspelt-field")])).toMatch(
      /^zof: \S*misspelt-field\.js:5:1: template: unknown_field: line 7, column 17, msg\.match\[0\]\.field: .*ETH_DST.*\n.*ETH_DTS.*\n.* \^\n$/,
    );
    expect(await failure(["run", appPath("bad-yaml")])).toMatch(
      /^zof: \S*bad-yaml\.js:5:1: template: syntax: line \d.*\n.*\n.* \^\n$/,
    );
  });

  it("says that a file makes no app, or two of the same name", async () => {
    expect(await failure(["run", appPath("no-app")])).toBe(
      `zof: ${appPath("no-app")} makes no Application\n`,
    );
    expect(await failure(["run", appPath("same-name")])).toMatch(
      /^zof: \S*same-name\.js:4:1: there is an app named twice already\n$/,
    );
  });

  it.each([
    [
      ["--sim", "star"],
      /'star' is not a topology; use office, single,HOSTS, linear,SWITCHES or tree,DEPTH,FANOUT/,
    ],
    [["--sim", "tree,8,8"], /has too many hosts/],
    [["--duration", "soon"], /--duration <seconds>.* 'soon' is invalid.*seconds above 0/],
    [["--sim", "--listen-cert", "cert.pem"], /simulated switches do not speak TLS/],
    [["--jsn"], /unknown option '--jsn'/],
    [["--listen", "here"], /'here' is not an endpoint/],
    [["--loglevel", "loud"], /loud.*trace.*silent/],
    [
      ["--listen-cert", "no.pem", "--listen-privkey", "no.key"],
      /cannot read the certificate no\.pem: no such file/,
    ],
    [["--logfile", "/nowhere/log"], /cannot write the log file \/nowhere\/log: no such file/],
  ])("%j", async (options, message) => {
    const text = await failure(["run", appPath("deaf"), ...options]);
    expect(text).toMatch(message);
    expect(text).toMatch(/^zof: .*\n$/);
  });

  it("says which port is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const text = await failure(["run", appPath("deaf"), "--sim", "--listen", `127.0.0.1:${port}`]);
    expect(text).toBe(`zof: cannot listen on 127.0.0.1:${port}: the port is in use\n`);
    await new Promise((resolve) => server.close(resolve));
  });
});
