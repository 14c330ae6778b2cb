import { Command } from "commander";

/** A command, and how the rest of it is added. */
interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<(command: Command) => void>;
}

/** Only the command that is called is loaded: the others would cost it time. */
const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  run: {
    summary: "run the apps of demos (NAME) and files (FILE)",
    load: async () => (await import("./run-command.js")).defineRun,
  },
  decode: {
    summary: "show binary OpenFlow messages, or those in captures, as YAML or JSON",
    load: async () => (await import("./decode-command.js")).defineDecode,
  },
  encode: {
    summary: "turn messages in YAML or JSON into binary OpenFlow",
    load: async () => (await import("./encode-command.js")).defineEncode,
  },
  help: {
    summary: "show the schema of a message, struct, action, match field, enumeration or value",
    load: async () => (await import("./help-command.js")).defineHelp,
  },
  explain: {
    summary: "say what each byte of a message is, with the section of the specification",
    load: async () => (await import("./explain-command.js")).defineExplain,
  },
  jsonrpc: {
    summary: "serve OpenFlow connections to another program, as `oftr jsonrpc` does",
    load: async () => (await import("./jsonrpc-command.js")).defineJsonRpc,
  },
  schema: {
    summary: "print the JSON Schema (2020-12) of messages, or of one message or type",
    load: async () => (await import("./schema-command.js")).defineSchema,
  },
};

/** Adds all commands: in full that which `argv` calls, of the others what a list of them shows. */
export async function addCommands(program: Command, argv: readonly string[]): Promise<void> {
  const called = argv.find((arg) => !arg.startsWith("-"));
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = new Command(name).description(summary).copyInheritedSettings(program);
    if (name === called) (await load())(command);
    program.addCommand(command);
  }
}
