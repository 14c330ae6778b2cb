import type { Command } from "commander";
import { writeEditorSettings } from "../json-schema/editor-settings.js";
import { anyMessageSchema, type JsonSchema, typeSchema } from "../json-schema/json-schema.js";
import { typesNamed, unknownName } from "../lookup/find-by-name.js";
import { CommandOutput } from "../output/command-output.js";

interface SchemaFlags {
  readonly templates?: true;
  readonly editor?: true;
  readonly output?: string;
}

/** Defines `zof schema`. */
export function defineSchema(command: Command): void {
  command
    .argument("[type]", "as FLOW_MOD or Port; any message when there is none")
    .option("--templates", "for template files: arguments ($name) may stand for values")
    .option("--editor", "make VS Code complete and check *.zof.yaml in this folder: write to .vscode")
    .option("-o, --output <file>", "write to a file")
    .action(async (name: string | undefined, flags: SchemaFlags) => {
      const output = new CommandOutput(flags.output);
      if (flags.editor === true) {
        for (const file of writeEditorSettings(".")) output.writer.text(`${file}\n`);
      } else output.writer.text(`${JSON.stringify(schemaOf(name, flags.templates === true), null, 2)}\n`);
      await output.close();
    });
}

function schemaOf(name: string | undefined, templates: boolean): JsonSchema {
  if (name === undefined) return anyMessageSchema({ templates });
  const [type] = typesNamed(name);
  if (type === undefined) throw unknownName(name, "zof help --schema-names lists what there is");
  return typeSchema(type, { templates });
}
