import { Command, CommanderError } from "commander";
import { fileProblem } from "../input/file-problem.js";
import { CommandError } from "./command-error.js";
import { addCommands } from "./commands.js";
import { packageVersion } from "./package-version.js";

/** What the `zof` command does; sets the exit status of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  endWithReader();
  const program = new Command("zof")
    .helpCommand(false)
    .version(packageVersion())
    .description("OpenFlow controllers")
    .configureHelp({ subcommandTerm: (command) => command.name() })
    // -V is --version only in front of a command.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, "zof: ")),
    });
  try {
    await addCommands(program, argv);
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    process.exitCode = 1;
    // Commander has written its message already.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else if (error instanceof CommandError) writeError(error, argv.includes("--debug"));
    else throw error;
  }
}

function writeError(error: CommandError, debug: boolean): void {
  process.stderr.write(`zof: ${error.message}\n`);
  if (debug) process.stderr.write(`${(error.cause as Error | undefined)?.stack ?? error.stack}\n`);
}

/** When what reads our output has gone (`zof ... | head`), there is nothing left to do. */
function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      process.stderr.write(`zof: cannot write to standard output: ${fileProblem(error)}\n`);
      process.exitCode = 1;
    }
    process.exit();
  });
}
