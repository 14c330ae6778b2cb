import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ControllerError } from "../controller-error.js";

const OPTION = "--x-modules";

/**
 * Imports the modules that the command line names with `--x-modules`, so that their apps are there before its other
 * arguments are read: theirs are among these. A path (`./app.js`) is one from the current folder; anything else is
 * a package, or a file of one, as `zof-demo/hub`.
 *
 * @throws ControllerError `bad_option` when a module cannot be loaded.
 */
export async function loadModules(args: readonly string[]): Promise<void> {
  for (const name of moduleNames(args)) {
    try {
      await import(pathToFileURL(fileOf(name)).href);
    } catch (error) {
      if (error instanceof ControllerError) throw error;
      const [line] = (error as Error).message.split("\n");
      throw new ControllerError("bad_option", `${OPTION}: cannot load ${name}: ${line}`, { cause: error });
    }
  }
}

function moduleNames(args: readonly string[]): string[] {
  const lists = args.flatMap((arg, index) => {
    if (arg === OPTION) return args[index + 1] ?? [];
    return arg.startsWith(`${OPTION}=`) ? arg.slice(OPTION.length + 1) : [];
  });
  return lists.flatMap((list) => list.split(",")).filter((name) => name !== "");
}

function fileOf(name: string): string {
  const isPath = /^\.{0,2}[\\/]/.test(name) || /^[^/]*\.[cm]?[jt]s$/.test(name);
  return isPath ? resolve(name) : createRequire(join(process.cwd(), "index.js")).resolve(name);
}
