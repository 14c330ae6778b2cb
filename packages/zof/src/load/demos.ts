import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest } from "zof-codec";
import { CommandError } from "../command/command-error.js";
import { findPackage } from "./find-package.js";

const PACKAGE = "zof-demo";

const OWN_FOLDER = dirname(fileURLToPath(import.meta.url));

/**
 * The file of a demo. The demos are what the package zof-demo exports beside its root.
 *
 * @param folders - where the package is looked for; default the current folder and this one.
 * @throws CommandError when the package is not installed, or has no demo of this name.
 */
export function findDemo(name: string, folders: readonly string[] = [process.cwd(), OWN_FOLDER]): string {
  const [folder] = folders.flatMap((each) => findPackage(PACKAGE, each) ?? []);
  if (folder === undefined) {
    throw new CommandError(
      `'${name}' is not a file, and the package ${PACKAGE} with the demos is not installed: npm install ${PACKAGE}`,
    );
  }
  const manifest = join(folder, "package.json");
  const names = demoNames(manifest);
  if (!names.includes(name)) throw new CommandError(unknownDemo(name, names));
  return createRequire(manifest).resolve(`${PACKAGE}/${name}`);
}

function demoNames(manifest: string): string[] {
  const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as { exports: Record<string, unknown> };
  return Object.keys(exports)
    .map((subpath) => subpath.slice("./".length))
    .filter((name) => /^[\w-]+$/.test(name));
}

function unknownDemo(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  const hint = near === undefined ? "" : ` did you mean ${near}?`;
  return `there is no demo '${name}';${hint} demos: ${names.join(", ")}; a file's name ends in .js, .mjs or .ts`;
}
