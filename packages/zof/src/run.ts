import { type RunOptions, run as runController } from "zof-core";

/** Who runs the controller instead, when apps are loaded into a process that is not theirs. */
export interface RunHost {
  /** An app's file has called `run`: its apps are registered. Returns the exit status of the whole. */
  run(options: RunOptions): Promise<number>;
}

let host: RunHost | undefined;

/** From now on `run` only tells the host. The `zof` command does this before it loads apps. */
export function setRunHost(newHost: RunHost): void {
  host = newHost;
}

/**
 * Reads the arguments of the command line, runs the controller until a signal or an EXIT event stops it, and
 * ends the process. To be called when all apps are made.
 *
 * In a file that `zof run` loads, the command runs the controller: `run` then says that the file's apps are
 * complete, and its options hold where the command line says nothing else.
 *
 * @returns the exit status; that of a signal is its number negated.
 */
export function run(options: RunOptions = {}): Promise<number> {
  return host === undefined ? runController(options) : host.run(options);
}
