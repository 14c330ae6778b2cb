import { spawn } from "node:child_process";

export interface RunOptions {
  /** Added to the environment of this process. */
  env?: Readonly<Record<string, string>>;
  /** Written to the command's standard input. */
  input?: string;
  /** The command is killed after this time. Default 10 s. */
  timeoutMs?: number;
}

export interface CommandOutput {
  stdout: string;
  stderr: string;
}

/** A command that could not be started, ended with another status than 0, or took too long. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  constructor(
    readonly command: readonly string[],
    reason: string,
    readonly output: CommandOutput,
  ) {
    super(`${command.join(" ")}: ${reason}${output.stderr === "" ? "" : `\n${output.stderr.trimEnd()}`}`);
  }
}

/** Runs a command to its end and returns what it printed; throws CommandError when it fails. */
export function runCommand(command: readonly string[], options: RunOptions = {}): Promise<CommandOutput> {
  const { env, input = "", timeoutMs = 10_000 } = options;
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...environment(), ...env }, timeout: timeoutMs });
    const output: CommandOutput = { stdout: "", stderr: "" };
    const fail = (reason: string) => reject(new CommandError(command, reason, output));
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      output.stderr += text;
    });
    // A command that fails early closes its input: its exit status tells more than EPIPE.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.on("error", (error) => fail(error.message));
    child.on("close", (status, signal) => {
      if (status === 0) resolve(output);
      else fail(signal === null ? `exit status ${status}` : `${signal}, after at most ${timeoutMs} ms`);
    });
  });
}

/** Debian keeps ip, ethtool and the Open vSwitch daemons in /usr/sbin, which not every PATH has. */
export function environment(): Record<string, string | undefined> {
  return { ...process.env, PATH: `${process.env.PATH ?? ""}:/usr/sbin:/sbin` };
}

/** Sends a signal to a process, which may have ended by now. */
export function killIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
