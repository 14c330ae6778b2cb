import { reference, type TypeReference, versionsOf } from "zof-types/reference";
import type { Colors } from "../report/colors.js";
import { fieldText, summary, tagValue, typeText, versionNames, versionsOfType } from "./type-text.js";

/** What `zof help` can list. */
export type Listing =
  | "messages"
  | "fields"
  | "stats"
  | "actions"
  | "instructions"
  | "structs"
  | "enums"
  | "flags"
  | "mixed"
  | "builtins";

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly versions: readonly number[];
  text(colors: Colors): string;
}

function ofKind(...kinds: readonly TypeReference["kind"][]): TypeReference[] {
  return Object.values(reference.types).filter(({ kind }) => kinds.includes(kind));
}

function ofUnion(union: string): TypeReference[] {
  return Object.values(reference.types).filter((type) => type.union === union && type.kind === "member");
}

function typeEntries(types: readonly TypeReference[]): Entry[] {
  return types.map((type) => {
    const tag = reference.types[type.union ?? ""]?.wire.union?.tag ?? "";
    const name = type.kind === "member" ? tagValue(type, tag) : (type.title ?? type.id);
    return {
      name,
      description: summary(type.description),
      versions: versionsOfType(type),
      text: (colors) => typeText(type, colors),
    };
  });
}

function fieldEntries(statistic: boolean): Entry[] {
  return Object.entries(reference.fields)
    .filter(([, field]) => field.statistic === statistic)
    .map(([name, field]) => {
      const description = field.description;
      return {
        name,
        description,
        versions: versionsOf(field.versions) ?? [],
        text: (colors) => fieldText(name, field, colors),
      };
    });
}

const LISTINGS: Readonly<Record<Listing, () => Entry[]>> = {
  messages: () => typeEntries(ofKind("message")),
  fields: () => fieldEntries(false),
  stats: () => fieldEntries(true),
  actions: () => typeEntries(ofUnion("Action")),
  instructions: () => typeEntries(ofUnion("Instruction")),
  structs: () => typeEntries(ofKind("struct", "union")),
  enums: () => typeEntries(ofKind("enum")),
  flags: () => typeEntries(ofKind("flags")),
  mixed: () => typeEntries(ofKind("number")),
  builtins: () => typeEntries(ofKind("scalar")),
};

/** A list; `brief` has names only, `full` all that is known of each. */
export function listingText(listing: Listing, form: "brief" | "lines" | "full", colors: Colors): string {
  const entries = LISTINGS[listing]();
  if (form === "brief") return entries.map(({ name }) => `${name}\n`).join("");
  if (form === "full") return entries.map((entry) => entry.text(colors)).join("\n");
  const width = Math.max(...entries.map(({ name }) => name.length));
  return entries.map((entry) => `${lineText(entry, width, colors)}\n`).join("");
}

function lineText({ name, description, versions }: Entry, width: number, colors: Colors): string {
  const names = versions.length === 0 ? "" : versionNames(versions);
  return `${colors.green(name.padEnd(width))}  ${colors.dim(names.padEnd(10))}  ${description}`.trimEnd();
}

/** The table of match fields: name, type, header, mask, what it is. */
export function fieldTable(): string {
  const rows = Object.entries(reference.fields).map(([name, field]) => {
    const number = ((field.class << 16) | (field.number << 9)) >>> 0;
    const id = `0x${number.toString(16).padStart(8, "0")}${field.experimenter === undefined ? "" : `.0x${field.experimenter.toString(16).padStart(8, "0")}`}`;
    return [
      name,
      field.type,
      id,
      field.mask === true ? "mask" : "",
      versionNames(versionsOf(field.versions) ?? []),
      field.description,
    ];
  });
  const all = [["Name", "Type", "Header", "Mask", "OpenFlow", "Description"], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** The names of all schemas. */
export function schemaNames(): string {
  return Object.keys(reference.types)
    .map((name) => `${name}\n`)
    .join("");
}

/** All types, one after the other. */
export function allTypes(colors: Colors): string {
  return Object.values(reference.types)
    .map((type) => typeText(type, colors))
    .join("\n");
}

/** All names that people write: properties of messages and structs. */
export function lexicon(): string {
  const names = Object.values(reference.types).flatMap(({ properties }) => Object.keys(properties ?? {}));
  return [...new Set(["type", "version", "xid", "flags", "msg", ...names])]
    .sort()
    .map((name) => `${name}\n`)
    .join("");
}
