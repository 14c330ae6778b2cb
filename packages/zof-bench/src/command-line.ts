import { CommanderError } from "commander";
import { LoadError } from "./load/load-error.js";

/**
 * Runs a command: what people did wrong becomes one line and exit status 1, anything else is a fault of
 * the program and shows its stack.
 */
export async function runCommand(run: (args: readonly string[]) => Promise<void>): Promise<void> {
  try {
    await run(commandArguments(process.argv));
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0) console.error(error.message);
      process.exitCode = error.exitCode;
    } else if (error instanceof LoadError) {
      console.error(`error: ${error.message}`);
      process.exitCode = 1;
    } else throw error;
  }
}

/** The arguments without Node.js, script, and the `--` that `pnpm run NAME -- ...` passes on. */
export function commandArguments(argv: readonly string[]): string[] {
  const args = argv.slice(2);
  return args[0] === "--" ? args.slice(1) : args;
}
