import type { Command } from "commander";
export function addEncodeCommand(program: Command): void {
  program.command("encode");
}
