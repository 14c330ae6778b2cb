import { describe, expect, it } from "vitest";
import { appPath, zof } from "../test-support/zof-process.js";

describe("zof --help", () => {
  it("lists the commands that there are", async () => {
    const { status, stdout } = await zof(["--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: zof /);
    expect(stdout).toMatch(/^ {2}run .*\(NAME\).*\(FILE\)/m);
  });

  it("is shown when there is no command", async () => {
    const { status, stderr } = await zof([]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Usage: zof /);
  });

  it("has the version", async () => {
    expect((await zof(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("zof run --help", () => {
  it("has the options of the command, of the controller and of the apps", async () => {
    const { status, stdout } = await zof(["run", appPath("own-run"), "--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: zof run NAME\|FILE\.\.\. \[options\]/);
    for (const option of [
      "--sim",
      "--listen",
      "--json",
      "--duration",
      "--loglevel",
      "--listen-cert",
      "--greeting",
    ]) {
      expect(stdout).toMatch(new RegExp(`^ {2}${option}\\b`, "m"));
    }
  });

  it("needs no name", async () => {
    expect((await zof(["run", "-h"])).stdout).toContain("--sim [topology]");
  });
});
