import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * The main file of a package as code in a folder would import it, with links resolved; undefined when the
 * package is not installed there.
 */
export function findModule(name: string, folder: string): string | undefined {
  try {
    return realpathSync(createRequire(join(folder, "any.js")).resolve(name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "MODULE_NOT_FOUND" || code === "ENOENT") return undefined;
    throw error;
  }
}

/** The folder of the package that a file belongs to. */
export function packageFolder(file: string): string {
  let folder = dirname(file);
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}
