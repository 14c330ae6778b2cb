import type { MatchField, Model, Union } from "../model/model.js";
import type { FieldSchema, Property, Schema } from "../model/schema.js";
import type { Version } from "../model/version-range.js";
import type { SchemaFile } from "./read-schemas.js";

/** Names of schemas that the generator itself provides. */
const BUILT_IN = new Set(["Field", "Stat", "Packet", "NestedMessage"]);

/** Collects the schema files by kind and checks that every reference leads somewhere. */
export function buildModel(files: readonly SchemaFile[]): Model {
  const schemas = new Map<string, Schema>();
  const source = new Map<string, string>();
  const byFolder = new Map<string, Schema[]>();
  const scalars: Schema[] = [];
  const fields: MatchField[] = [];
  let versions: Model["versions"] = [];
  const add = (schema: Schema, path: string) => {
    if (schemas.has(schema.$id)) throw new Error(`schemas/${path}: ${schema.$id} is defined twice`);
    schemas.set(schema.$id, schema);
    source.set(schema.$id, path);
  };
  for (const { path, folder, content } of files) {
    if (path === "protocol.json") versions = versionsOf(content);
    else if (path === "scalars.json") {
      for (const [name, definition] of Object.entries(content.$defs as Record<string, Schema>)) {
        const schema = { ...definition, $id: name };
        scalars.push(schema);
        add(schema, path);
      }
    } else if (folder === "fields") fields.push(...fieldsOf(content));
    else {
      const schema = content as unknown as Schema;
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), schema]);
      add(schema, path);
    }
  }
  spreadProperties(schemas);
  const inFolder = (folder: string) =>
    (byFolder.get(folder) ?? []).map(({ $id }) => schemas.get($id) as Schema);
  const unions = inFolder("unions").map((schema): Union => {
    return { schema, members: inFolder(schema.wire.union?.folder ?? "") };
  });
  const model: Model = {
    versions,
    schemas,
    source,
    scalars,
    fields,
    propertyStructs: propertyStructs(schemas),
    unions,
    enums: inFolder("enums"),
    flags: inFolder("flags"),
    numbers: inFolder("numbers"),
    structs: inFolder("structs"),
    messages: inFolder("messages"),
  };
  checkReferences(model);
  return model;
}

function versionsOf(content: Readonly<Record<string, unknown>>): Model["versions"] {
  return Object.entries(content.versions as Record<string, string>).map(([wire, name]) => {
    return { wire: Number(wire) as Version, name };
  });
}

function fieldsOf(content: Readonly<Record<string, unknown>>): MatchField[] {
  const wire = content.wire as { class: string; experimenter?: string; statistics?: boolean };
  const oxmClass = Number(wire.class);
  const experimenter = wire.experimenter === undefined ? undefined : Number(wire.experimenter);
  return Object.entries(content.$defs as Record<string, FieldSchema>).map(([name, schema]) => {
    return { name, class: oxmClass, experimenter, statistic: wire.statistics === true, schema };
  });
}

function propertyStructs(schemas: ReadonlyMap<string, Schema>): Set<string> {
  const text = [...schemas.values()].map(({ wire }) => JSON.stringify(wire.layout ?? {})).join("\n");
  return new Set(text.match(/(?<="each":")\w+(?=")/g) ?? []);
}

/** A struct that is spread into another (`...Port`) gives it its properties. */
function spreadProperties(schemas: Map<string, Schema>): void {
  for (const schema of schemas.values()) {
    const names = new Set(JSON.stringify(schema.wire.layout ?? {}).match(/(?<="\.\.\.)\w+(?=")/g) ?? []);
    for (const name of names) {
      const from = schemas.get(name);
      if (from === undefined) continue;
      const known = schemas.get(schema.$id) ?? schema;
      schemas.set(schema.$id, {
        ...known,
        properties: { ...known.properties, ...from.properties },
        required: [...new Set([...(known.required ?? []), ...(from.required ?? [])])],
      });
    }
  }
}

function checkReferences(model: Model): void {
  const check = (from: string, reference: string | undefined) => {
    if (reference === undefined || BUILT_IN.has(reference) || model.schemas.has(reference)) return;
    throw new Error(`${model.source.get(from) ?? from}: there is no schema ${reference}`);
  };
  for (const schema of model.schemas.values()) {
    check(schema.$id, schema.items?.$ref);
    for (const property of Object.values<Property>(schema.properties ?? {})) {
      check(schema.$id, property.$ref);
      check(schema.$id, property.items?.$ref);
    }
  }
  const names = new Set(model.fields.map(({ name }) => name));
  for (const { name, schema } of model.fields) {
    check(name, schema.$ref);
    for (const other of [schema.wire.sameAs ?? name, ...Object.keys(schema.wire.requires ?? {})]) {
      if (!names.has(other)) throw new Error(`${name}: there is no match field ${other}`);
    }
  }
}
