import type { Command } from "commander";
export function addHelpCommand(program: Command): void {
  program.command("help");
}
