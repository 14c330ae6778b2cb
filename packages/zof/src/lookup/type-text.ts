import {
  type FieldReference,
  reference,
  type TypeReference,
  valueFor,
  versionsOf,
} from "zof-types/reference";
import type { Colors } from "../report/colors.js";

/** A type or field as text for people: what it is, its properties or values, and the versions that have it. */
export function typeText(type: TypeReference, colors: Colors): string {
  const lines = [
    `${colors.bold(titleOf(type))}${versionNote(versionsOfType(type), colors)}`,
    `  ${type.description ?? ""}`.trimEnd(),
  ];
  return `${[...lines, ...bodyText(type, colors)].filter((line) => line !== "").join("\n")}\n`;
}

function bodyText(type: TypeReference, colors: Colors): string[] {
  const { wire } = type;
  if (wire.enum !== undefined) return enumText(type, colors);
  if (wire.flags !== undefined)
    return valuesText(wire.flags.values, colors, "", (value) => `0x${value.toString(16)}`);
  if (wire.number !== undefined) return numberText(type, colors);
  if (type.members !== undefined) return membersText(type, colors);
  if (type.kind === "message") return messageText(type, colors);
  return type.kind === "scalar" ? scalarText(type) : propertiesText(type, "  ", colors);
}

/** The message as it would be written, with what is not its body. */
function messageText(type: TypeReference, colors: Colors): string[] {
  const reply = type.wire.reply === undefined ? [] : [`  Answered by ${colors.green(type.wire.reply)}.`];
  const list = type.items === undefined ? [] : [`    - ${typeName(type.items.$ref, colors)}`];
  const properties = propertiesText(type, "    ", colors);
  const msg =
    properties.length + list.length === 0 ? `  ${colors.cyan("msg")}: {}` : `  ${colors.cyan("msg")}:`;
  return [...reply, `  ${colors.cyan("type")}: ${type.title}`, msg, ...list, ...properties];
}

function propertiesText(type: TypeReference, indent: string, colors: Colors): string[] {
  const inherited = (type.allOf ?? []).map(
    ({ $ref }) => `${indent}${colors.dim("and the properties of")} ${typeName($ref, colors)}`,
  );
  const lines = Object.entries(type.properties ?? {}).map(([name, property]) => {
    if (property.const !== undefined) return `${indent}${colors.cyan(name)}: ${String(property.const)}`;
    const written =
      property.items === undefined
        ? typeName(property.$ref ?? "", colors)
        : `[${typeName(property.items.$ref, colors)}]`;
    const isRequired = type.required?.includes(name) === true;
    const fallback =
      property.default === undefined ? "optional" : `default ${JSON.stringify(property.default)}`;
    const note = isRequired ? "required" : fallback;
    return `${indent}${colors.cyan(name)}: ${written}  ${colors.dim(`# ${note}. ${property.description ?? ""}`.trimEnd())}`;
  });
  return [...lines, ...inherited];
}

function enumText(type: TypeReference, colors: Colors): string[] {
  const { values = {}, qualifiedBy } = type.wire.enum ?? {};
  if (qualifiedBy === undefined) return valuesText(values as Values, colors);
  return Object.entries(values).flatMap(([group, codes]) => [
    `  ${qualifiedBy} ${colors.bold(group)}`,
    ...valuesText(codes as Values, colors, "  "),
  ]);
}

type Code = number | string | readonly [experimenter: number | string, number: number | string];
type Values = Readonly<Record<string, number | string | Readonly<Record<string, Code>>>>;

/** Names with their value, or values by version. */
function valuesText(
  values: Values,
  colors: Colors,
  indent = "",
  show: (value: number) => string = String,
): string[] {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values).map(([name, value]) => {
    const text =
      typeof value === "object"
        ? Object.entries(value)
            .map(([range, code]) => `${codeText(code, show)} (${versionNames(versionsOf(range) ?? [])})`)
            .join(", ")
        : show(Number(value));
    return `${indent}  ${colors.green(name.padEnd(width))}  ${text}`;
  });
}

/** The number of a name, which may be one of an experimenter. */
function codeText(code: Code, show: (value: number) => string): string {
  if (typeof code !== "object") return show(Number(code));
  const [experimenter, number] = code;
  return `${show(Number(number))} of experimenter ${experimenter}`;
}

function numberText(type: TypeReference, colors: Colors): string[] {
  return Object.entries(type.wire.number ?? {}).flatMap(([bits, names]) => [
    `  A number of ${bits} bits, or a name:`,
    ...valuesText(names, colors, "", (value) => `0x${value.toString(16)}`),
  ]);
}

function membersText(type: TypeReference, colors: Colors): string[] {
  const tag = type.wire.union?.tag ?? "";
  const members = (type.members ?? []).flatMap((id) => reference.types[id] ?? []);
  const width = Math.max(...members.map((member) => tagValue(member, tag).length));
  return members.map(
    (member) =>
      `  ${tag}: ${colors.green(tagValue(member, tag).padEnd(width))}  ${summary(member.description)}`,
  );
}

function scalarText({ type, minimum, maximum, pattern }: TypeReference): string[] {
  const range =
    minimum === undefined && maximum === undefined ? [] : [`  From ${minimum ?? ""} to ${maximum ?? ""}.`];
  const form = [type ?? []].flat().join(" or ");
  return [...range, `  Written as ${form}${pattern === undefined ? "" : `, /${pattern}/`}.`];
}

/** A match field as text. */
export function fieldText(name: string, field: FieldReference, colors: Colors): string {
  const requires = Object.entries(field.requires ?? {}).map(([needed, values]) => {
    return values.length === 0 ? needed : `${needed} ${values.join(" or ")}`;
  });
  const kind = field.statistic ? "Statistic (OXS)" : "Match field (OXM)";
  const experimenter =
    field.experimenter === undefined ? "" : `, experimenter 0x${field.experimenter.toString(16)}`;
  const lines = [
    `${colors.bold(name)}${versionNote(versionsOf(field.versions) ?? [], colors)}`,
    `  ${field.description}`,
    `  ${kind}: class 0x${field.class.toString(16)}, number ${field.number}${experimenter}.`,
    ...(field.sameAs === undefined
      ? []
      : [`  The same as ${colors.green(field.sameAs)}, encoded otherwise.`]),
    `  Type ${typeName(field.type, colors)}${field.bits === undefined ? "" : `, ${field.bits} bits`}. ${field.mask === true ? "Takes a mask." : "Takes no mask."}`,
    requires.length === 0 ? "" : `  Requires ${requires.join(", ")}.`,
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

/** What a type is called: the type of a message, the tag of a member, else the schema's name. */
export function titleOf(type: TypeReference): string {
  if (type.title !== undefined) return type.title;
  if (type.kind !== "member") return type.id;
  const tag = reference.types[type.union ?? ""]?.wire.union?.tag ?? "";
  return `${tag}: ${tagValue(type, tag)}`;
}

/** The value of the tag that a member of a union has. */
export function tagValue(member: TypeReference, tag: string): string {
  return String(member.properties?.[tag]?.const ?? member.id);
}

/** Wire versions that have a type; none for those that do not depend on versions. */
export function versionsOfType({ layouts, forms, wire }: TypeReference): number[] {
  const all = Object.keys(reference.versions).map(Number);
  if (wire.message !== undefined)
    return all.filter((version) => valueFor(wire.message ?? {}, version) !== undefined);
  const inForms = (forms ?? []).flatMap((form) => versionsOf(form.versions) ?? []);
  return all.filter(
    (version) => layouts.some((layout) => layout.versions.includes(version)) || inForms.includes(version),
  );
}

/** Versions as `1.0 to 1.5`, `1.3`, `1.0, 1.3 to 1.5`. */
export function versionNames(versions: readonly number[]): string {
  const runs: number[][] = [];
  for (const version of versions) {
    const run = runs.at(-1);
    if (run?.at(-1) === version - 1) run.push(version);
    else runs.push([version]);
  }
  const name = (version: number | undefined) => reference.versions[version ?? 0] ?? String(version);
  return runs
    .map((run) => (run.length === 1 ? name(run[0]) : `${name(run[0])} to ${name(run.at(-1))}`))
    .join(", ");
}

function versionNote(versions: readonly number[], colors: Colors): string {
  return versions.length === 0 ? "" : colors.dim(`  OpenFlow ${versionNames(versions)}`);
}

/** The first sentence, without the section. */
export function summary(description = ""): string {
  return description.replace(/ \([^)]*section[^)]*\)/, "").replace(/(?<=[a-z)])\. .*$/s, ".");
}

function typeName(name: string, colors: Colors): string {
  return colors.green(name);
}
