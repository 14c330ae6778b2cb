import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** A schema file as it was read. */
export interface SchemaFile {
  /** Path within the folder of schemas, as `messages/hello.json`. */
  readonly path: string;
  readonly folder: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const FOLDERS = [
  "enums",
  "flags",
  "numbers",
  "structs",
  "unions",
  "actions",
  "instructions",
  "meter-bands",
  "flow-updates",
  "fields",
  "messages",
];

/** Folders of members of unions, whose files are named after the tag. */
const MEMBERS = new Set(["actions", "instructions", "meter-bands", "flow-updates"]);

/** Reads the schema files, in an order that does not depend on the file system. */
export function readSchemas(root: string): SchemaFile[] {
  const names = ["protocol.json", "scalars.json"];
  for (const folder of FOLDERS) {
    const files = readdirSync(join(root, folder)).filter((name) => name.endsWith(".json"));
    names.push(...files.sort().map((name) => `${folder}/${name}`));
  }
  return names.map((path) => readSchema(root, path));
}

function readSchema(root: string, path: string): SchemaFile {
  try {
    const content = JSON.parse(readFileSync(join(root, path), "utf8")) as Record<string, unknown>;
    const id = content.$id;
    const folder = path.includes("/") ? (path.split("/")[0] ?? "") : "";
    if (typeof id === "string" && !MEMBERS.has(folder)) checkName(path, id);
    return { path, folder, content };
  } catch (cause) {
    throw new Error(`schemas/${path}: ${(cause as Error).message}`, { cause });
  }
}

/** A file is named after its schema, in kebab-case; requests and replies have the word in front. */
function checkName(path: string, id: string): void {
  const kebab = (text: string) => text.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const name = basename(path, ".json");
  const plain = name.replace(/^(request|reply)-(.+)$/, "$2-$1");
  if (kebab(id) !== name && kebab(id) !== plain) throw new Error(`$id ${id} does not fit the file's name`);
}
