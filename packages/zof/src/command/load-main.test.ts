import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";

const COMPILED = fileURLToPath(new URL("../../dist/command/load-main.js", import.meta.url));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zof-load-"));
  write("zof/package.json", '{ "type": "module" }');
  write("zof/dist/command/main.js", 'export const main = "modules";');
  // Without its source map, which would not find its sources.
  write("zof/dist/command/load-main.js", readFileSync(COMPILED, "utf8").replace(/^\/\/# source.*/m, ""));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string, age = 0): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const time = Date.now() / 1000 - age;
  utimesSync(file, time, time);
}

const bundle = (age: number) => write("zof/dist/bundle/main.js", 'export const main = "bundle";', age);

async function chosen(...argv: string[]): Promise<unknown> {
  const { loadMain } = await import(pathToFileURL(join(folder, "zof/dist/command/load-main.js")).href);
  return loadMain(argv);
}

it("takes the modules where no bundle was made", async () => {
  expect(await chosen("decode")).toBe("modules");
});

it("takes the bundle, installed or just built, for commands without apps", async () => {
  bundle(60);
  expect(await chosen("decode")).toBe("bundle");
  expect(await chosen("explain", "00")).toBe("bundle");
  expect(await chosen("run", "layer2")).toBe("modules");
  expect(await chosen()).toBe("modules");
  write("zof-types/dist/tsconfig.tsbuildinfo", "{}", 61);
  expect(await chosen("decode")).toBe("bundle");
});

it("takes the modules when a package was compiled after the bundle", async () => {
  bundle(60);
  write("zof-types/dist/tsconfig.tsbuildinfo", "{}");
  expect(await chosen("decode")).toBe("modules");
});
