import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { defaultController } from "zof-core";
import { appFile, otherCommand } from "../load/load-app.js";
import { LoadHost } from "../load/load-host.js";
import { setRunHost } from "../run.js";
import { CommandError } from "./command-error.js";
import { runApps } from "./run-apps.js";
import { commandOptions, type RunFlags } from "./run-flags.js";

/** Defines `zof run`. */
export function defineRun(command: Command): void {
  command
    .usage("NAME|FILE... [options]")
    .argument("[apps...]", "names of demos, files that make apps; before the options")
    // The controller's options and those of the apps are known only once the apps are loaded.
    .helpOption(false)
    .allowUnknownOption();
  for (const option of commandOptions()) command.addOption(option);
  command.action(async (_apps: string[], flags: RunFlags) => run(command.args, flags));
}

async function run(args: readonly string[], flags: RunFlags): Promise<void> {
  const firstOption = args.findIndex((arg) => arg.startsWith("-"));
  const names = firstOption < 0 ? args : args.slice(0, firstOption);
  const rest = args.slice(names.length);
  const asksForHelp = rest.includes("--help") || rest.includes("-h");
  if (names.length === 0 && !asksForHelp) {
    throw new CommandError("nothing to run: zof run NAME|FILE... [options], the names before the options");
  }
  const files = names.map(appFile);
  const other = files.map(otherCommand).find((command) => command !== undefined);
  if (other !== undefined) {
    await import(pathToFileURL(other).href);
    return;
  }
  const host = new LoadHost();
  setRunHost(host);
  for (const file of files) await host.load(file);
  const controller = host.options.controller ?? defaultController();
  if (controller.apps.length === 0 && names.length > 0) {
    throw new CommandError(`${names.join(", ")} makes no Application`);
  }
  const programName = asksForHelp ? "zof run NAME|FILE..." : "zof";
  host.finish(await runApps({ flags, args: rest, programName, options: host.options }));
}
