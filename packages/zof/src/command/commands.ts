import type { Command } from "commander";

/** How each command is added. Only the one that is called is loaded: the others would cost it time. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  run: async () => (await import("./run-command.js")).addRunCommand,
  decode: async () => (await import("./decode-command.js")).addDecodeCommand,
  encode: async () => (await import("./encode-command.js")).addEncodeCommand,
  help: async () => (await import("./help-command.js")).addHelpCommand,
  explain: async () => (await import("./explain-command.js")).addExplainCommand,
  jsonrpc: async () => (await import("./jsonrpc-command.js")).addJsonRpcCommand,
  schema: async () => (await import("./schema-command.js")).addSchemaCommand,
};

/** Adds the command of a name; all when there is none of that name, so that they can be listed. */
export async function addCommands(program: Command, name: string | undefined): Promise<void> {
  const called = name === undefined ? undefined : COMMANDS[name];
  for (const load of called === undefined ? Object.values(COMMANDS) : [called]) (await load())(program);
}
