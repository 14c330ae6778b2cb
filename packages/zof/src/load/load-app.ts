import { realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CommandError } from "../command/command-error.js";
import { findDemo } from "./demos.js";
import { findPackage } from "./find-package.js";
import { loadFailure } from "./load-failure.js";

const OWN_PACKAGE = realpathSync(fileURLToPath(new URL("../..", import.meta.url)));

/**
 * The file that a name or path on the command line stands for.
 *
 * @throws CommandError when there is none.
 */
export function appFile(nameOrPath: string): string {
  if (!/[\\/]|\.[cm]?[jt]s$/.test(nameOrPath)) return findDemo(nameOrPath);
  const file = resolve(nameOrPath);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) throw new CommandError(`there is no file ${nameOrPath}`);
  if (!stats.isFile()) throw new CommandError(`${nameOrPath} is not a file`);
  return file;
}

/**
 * The command of another copy of zof, if that is the one that a file imports: apps register with the copy they
 * import, so that one has to run them.
 */
export function otherCommand(file: string): string | undefined {
  const folder = findPackage("zof", dirname(file));
  return folder === undefined || folder === OWN_PACKAGE ? undefined : join(folder, "bin", "zof.js");
}

/**
 * Loads a file that makes apps.
 *
 * @throws CommandError that says what is wrong with the file.
 */
export async function loadApp(file: string): Promise<void> {
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    throw loadFailure(error, file);
  }
}
