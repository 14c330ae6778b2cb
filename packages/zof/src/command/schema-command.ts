import type { Command } from "commander";
export function addSchemaCommand(program: Command): void {
  program.command("schema");
}
