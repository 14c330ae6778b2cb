import { ControllerError } from "../controller-error.js";
import { parseArguments } from "./arguments.js";
import type { Controller } from "./controller.js";
import type { ControllerOptions } from "./controller-options.js";
import { defaultController } from "./default-controller.js";
import { loadModules } from "./load-modules.js";
import { writePidFile } from "./pid-file.js";
import { exitCodeOf, listenForSignals, signalNumber, signalsFor } from "./signals.js";

/** How to run. The options of the controller can be given too; what the command line says overrides them. */
export interface RunOptions extends ControllerOptions {
  /** Default: the one that apps without a controller of their own belong to. */
  readonly controller?: Controller;
  /** The arguments, without the names of program and script. Default: those of the process. */
  readonly args?: readonly string[];
  /** How the help calls the program. Default `zof`. */
  readonly programName?: string;
  /** Whether to end the process with the exit status. Default true. */
  readonly exitProcess?: boolean;
}

/** How long other work may keep the process after the controller has stopped. */
const EXIT_GRACE_MS = 500;

/**
 * Reads the arguments, runs the controller until a signal or an EXIT event stops it, and ends the process.
 *
 * The exit code is 0, or the status of the EXIT event, or 128 and the number of the signal (143 for SIGTERM).
 * Something that prevents the start is printed as one line on standard error, and the exit code is 1.
 * A second signal while stopping ends the process at once.
 *
 * @returns the exit status; that of a signal is its number negated.
 */
export async function run(options: RunOptions = {}): Promise<number> {
  const {
    controller = defaultController(),
    args,
    programName = "zof",
    exitProcess = true,
    ...rest
  } = options;
  let status: number;
  try {
    status = await runToExit(controller, args ?? process.argv.slice(2), programName, rest);
  } catch (error) {
    if (!(error instanceof ControllerError)) throw error;
    process.stderr.write(`${programName}: ${error.reason}\n`);
    status = 1;
  }
  if (exitProcess) {
    process.exitCode = exitCodeOf(status);
    // Output that is still on its way gets out; a forgotten timer or socket of an app does not keep us.
    setTimeout(() => process.exit(), EXIT_GRACE_MS).unref();
  }
  return status;
}

async function runToExit(
  controller: Controller,
  args: readonly string[],
  programName: string,
  options: ControllerOptions,
): Promise<number> {
  await loadModules(args);
  const parsed = parseArguments(args, controller.apps, programName);
  if (parsed === undefined) return 0;
  controller.args = parsed.values;
  controller.configure({ ...options, ...parsed.options });
  const { pidfile } = { ...options, ...parsed.options };
  const removePidFile = pidfile === undefined ? () => {} : writePidFile(pidfile);
  // Also when an exception of an app ends the process.
  process.once("exit", removePidFile);
  const stopListening = listenForSignals(signalsFor(controller.apps), signalHandler(controller));
  try {
    await controller.start();
    return await controller.exited;
  } finally {
    stopListening();
    removePidFile();
    process.off("exit", removePidFile);
  }
}

function signalHandler(controller: Controller): (signal: NodeJS.Signals) => void {
  return (signal) => {
    if (controller.phase === "STOP") process.exit(exitCodeOf(-signalNumber(signal)));
    controller.signal(signal);
  };
}
