import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../command/command-error.js";
import { anyMessageSchema } from "./json-schema.js";

/** Files that hold one message template each. */
const TEMPLATES = "*.zof.yaml";
const SCHEMA_FILE = "zof-template.schema.json";

/**
 * Makes Visual Studio Code (with the YAML extension) complete and check template files in a folder: writes the schema to
 * `.vscode/zof-template.schema.json` and adds it to `yaml.schemas` in `.vscode/settings.json`, where other
 * settings stay.
 *
 * @returns the files written.
 * @throws CommandError when the settings cannot be read: comments in them would be lost.
 */
export function writeEditorSettings(folder: string): string[] {
  const directory = join(folder, ".vscode");
  const settingsFile = join(directory, "settings.json");
  const schemaFile = join(directory, SCHEMA_FILE);
  const settings = readSettings(settingsFile);
  const schemas = (settings["yaml.schemas"] ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  mkdirSync(directory, { recursive: true });
  writeFileSync(schemaFile, text(anyMessageSchema({ templates: true })));
  writeFileSync(
    settingsFile,
    text({ ...settings, "yaml.schemas": { ...schemas, [`./.vscode/${SCHEMA_FILE}`]: TEMPLATES } }),
  );
  return [schemaFile, settingsFile];
}

function readSettings(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch (cause) {
    const entry = `"yaml.schemas": {"./.vscode/${SCHEMA_FILE}": "${TEMPLATES}"}`;
    throw new CommandError(`${file} is not plain JSON, so it is left as it is; add to it: ${entry}`, {
      cause,
    });
  }
}
