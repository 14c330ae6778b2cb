import type { Model } from "../model/model.js";
import type { Code, EnumWire, Integer, PerVersion, Schema } from "../model/schema.js";
import { namedValues, toNumber, valueFor } from "../model/values.js";
import { isVersionRange, type Version } from "../model/version-range.js";
import { TableNames, versionSuffix, widthKey } from "./names.js";

/** The source of a constant in the file of tables. */
export interface Table {
  readonly name: string;
  readonly code: string;
}

/** Tables of names and values: one for each version that differs, named after the first that has it. */
export function emitTables(model: Model): { tables: Table[]; names: TableNames } {
  const tables: Table[] = [];
  const names = new TableNames();
  const perVersion = (schema: Schema, code: (version: Version, bits: number) => string) => {
    const codes = model.versions.flatMap(({ wire }) =>
      widthsOf(schema, wire).map((bits, index) => ({ version: wire, bits, index, text: code(wire, bits) })),
    );
    const same = codes.every(({ text }) => text === codes[0]?.text);
    const byCode = new Map(same ? [[codes[0]?.text, schema.$id]] : []);
    if (same) tables.push({ name: schema.$id, code: codes[0]?.text ?? "" });
    // What a version says first is what a table is named after.
    for (const { version, bits, index, text } of codes.sort((a, b) => a.index - b.index)) {
      const name =
        byCode.get(text) ?? `${schema.$id}${versionSuffix(version)}${index === 0 ? "" : `_${bits}`}`;
      names.set(schema.$id, widthKey(version, bits), name);
      if (byCode.has(text)) continue;
      byCode.set(text, name);
      tables.push({ name, code: text });
    }
  };
  for (const schema of model.enums)
    perVersion(schema, (version, bits) => enumTable(model, schema, version, bits));
  for (const schema of model.flags) perVersion(schema, (version, bits) => flagTable(schema, version, bits));
  for (const schema of model.numbers) {
    for (const bits of Object.keys(schema.wire.number ?? {})) {
      const name = `${schema.$id}${bits}`;
      names.set(schema.$id, bits, name);
      tables.push({ name, code: numberTable(schema, bits) });
    }
  }
  return { tables, names };
}

function enumTable(model: Model, schema: Schema, version: Version, bits: number): string {
  const { values, qualifiedBy } = schema.wire.enum as EnumWire;
  if (qualifiedBy !== undefined) return qualifiedTable(model, schema, qualifiedBy, version);
  const named = JSON.stringify(namedValues(values as NamedIntegers, version));
  return `new EnumTable(${JSON.stringify(schema.$id)}, ${bits}, ${named})`;
}

type NamedIntegers = Readonly<Record<string, PerVersion<Integer>>>;

/** A table of values with their qualifier in the upper half, and of those that an experimenter defines. */
function qualifiedTable(model: Model, { $id, wire }: Schema, qualifiedBy: string, version: Version): string {
  const qualifiers = model.schemas.get(qualifiedBy)?.wire.enum;
  if (qualifiers === undefined) throw new Error(`${qualifiedBy} is not an enumeration`);
  const upper = namedValues(qualifiers.values as NamedIntegers, version);
  const groups = wire.enum?.values as Readonly<Record<string, Readonly<Record<string, PerVersion<Code>>>>>;
  const named: Record<string, number> = {};
  const defined: Record<string, object> = {};
  for (const [qualifier, codes] of Object.entries(groups)) {
    for (const [name, code] of Object.entries(codes)) {
      const value = valueFor(code, version);
      if (value === undefined) continue;
      if (typeof value === "object") {
        const [experimenter, number] = value.map(toNumber);
        defined[name] = { qualifier, experimenter, number };
        continue;
      }
      const high = upper[qualifier];
      if (high === undefined)
        throw new Error(`${name} exists in version ${version}, its ${qualifiedBy} ${qualifier} does not`);
      named[name] = high * 0x10000 + toNumber(value);
    }
  }
  const tables = [named, defined].filter((table, index) => index === 0 || Object.keys(table).length > 0);
  return `new QualifiedTable(${[$id, ...tables].map((part) => JSON.stringify(part)).join(", ")})`;
}

/** How many bits the values of an enumeration or of flags have on the wire; there may be several widths. */
function widthsOf({ wire }: Schema, version: Version): readonly number[] {
  if (wire.enum?.qualifiedBy !== undefined) return [32];
  return [valueFor(wire.enum?.bits ?? wire.flags?.bits ?? [], version) ?? []].flat();
}

function flagTable(schema: Schema, version: Version, bits: number): string {
  const wire = schema.wire.flags;
  if (wire === undefined) throw new Error(`${schema.$id} has no flags`);
  const flags: Record<string, { value: number; mask: number }> = {};
  for (const [name, entry] of Object.entries(wire.values)) {
    const value = valueFor(entry, version);
    if (value === undefined) continue;
    flags[name] = { value: toNumber(value), mask: maskOf(entry) ?? toNumber(value) };
  }
  return `new FlagTable(${JSON.stringify(schema.$id)}, ${bits}, ${JSON.stringify(flags)})`;
}

/** The field of several bits that a value belongs to, where it is not one bit. */
function maskOf(entry: PerVersion<Integer>): number | undefined {
  if (typeof entry !== "object" || !Object.keys(entry).some(isVersionRange)) return undefined;
  const mask = entry.mask;
  return mask === undefined ? undefined : toNumber(mask);
}

function numberTable(schema: Schema, bits: string): string {
  const reserved = namedValues(schema.wire.number?.[bits] ?? {}, 1);
  return `new NumberTable(${JSON.stringify(schema.$id)}, ${bits}, ${JSON.stringify(reserved)})`;
}
