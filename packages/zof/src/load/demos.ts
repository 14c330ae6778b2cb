import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest } from "zof-codec";
import { CommandError } from "../command/command-error.js";
import { findModule, packageFolder } from "./find-module.js";

const PACKAGE = "zof-demo";

/**
 * The file of a demo. The package zof-demo is looked for from the current folder, then from this one; its demos
 * are what it exports beside its root.
 *
 * @throws CommandError when the package is not installed, or has no demo of this name.
 */
export function findDemo(name: string): string {
  const folder = [process.cwd(), dirname(fileURLToPath(import.meta.url))].find((each) =>
    findModule(PACKAGE, each),
  );
  if (folder === undefined) {
    throw new CommandError(
      `'${name}' is not a file, and the package ${PACKAGE} with the demos is not installed: npm install ${PACKAGE}`,
    );
  }
  const names = demoNames(findModule(PACKAGE, folder) as string);
  if (!names.includes(name)) throw new CommandError(unknownDemo(name, names));
  return findModule(`${PACKAGE}/${name}`, folder) as string;
}

function demoNames(main: string): string[] {
  const text = readFileSync(join(packageFolder(main), "package.json"), "utf8");
  const { exports } = JSON.parse(text) as { exports: Record<string, unknown> };
  return Object.keys(exports)
    .map((subpath) => subpath.slice("./".length))
    .filter((name) => /^[\w-]+$/.test(name));
}

function unknownDemo(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  const hint = near === undefined ? "" : ` did you mean ${near}?`;
  return `there is no demo '${name}';${hint} demos: ${names.join(", ")}; a file's name ends in .js, .mjs or .ts`;
}
