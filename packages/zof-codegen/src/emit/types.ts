import { compile, type JSONSchema } from "json-schema-to-typescript";
import { type LayoutItem, layoutOf } from "../model/layout.js";
import type { Model } from "../model/model.js";
import type { Property, Schema } from "../model/schema.js";
import type { Version } from "../model/version-range.js";
import { namesOf } from "./wire/properties.js";

/** The types of decoded values, and with `Input` behind the name those of values to encode. */
type Variant = "" | "Input";

/** Template literal types, as source. */
const HEX_TEXT = "`0x$" + "{string}`";
const MASKED_TEXT = "`$" + "{string}/$" + "{string}`";

/** TypeScript types of all schemas, by json-schema-to-typescript. */
export async function emitTypes(model: Model): Promise<string> {
  const definitions: Record<string, JSONSchema> = {};
  for (const variant of ["", "Input"] as const) {
    for (const schema of model.schemas.values()) {
      definitions[`${schema.$id}${variant}`] = definition(model, schema, variant);
    }
    definitions[`FieldValues${variant}`] = fieldValues(model, variant, false);
    definitions[`Field${variant}`] = fieldUnion(variant, "Field");
    definitions[`StatValues${variant}`] = fieldValues(model, variant, true);
    definitions[`Stat${variant}`] = fieldUnion(variant, "Stat");
    definitions[`NestedMessage${variant}`] = message(variant);
    definitions[`RawProperty${variant}`] = rawProperty(variant);
    definitions[`Packet${variant}`] = packet(variant);
  }
  const root: JSONSchema = { type: "object", definitions, additionalProperties: false };
  const code = await compile(root, "SchemaRoot", {
    bannerComment: "",
    additionalProperties: false,
    unreachableDefinitions: true,
    format: false,
  });
  return code
    .replace(
      /\n \*\s*\n \* This interface was referenced by `SchemaRoot`'s JSON-Schema\n \* via the `definition` "[^"]*"\./g,
      "",
    )
    .replace(/export (interface|type) SchemaRoot\b[^\n]*\n?(?:[^}]*\n?}\n)?/, "")
    .trim();
}

function definition(model: Model, schema: Schema, variant: Variant): JSONSchema {
  const description = schema.description ?? "";
  const { wire } = schema;
  if (wire.scalar !== undefined) {
    return { description, tsType: (variant === "" ? wire.reads : wire.accepts) ?? "unknown" };
  }
  if (wire.enum !== undefined) {
    const groups = Object.values(wire.enum.values);
    const names =
      wire.enum.qualifiedBy === undefined
        ? Object.keys(wire.enum.values)
        : groups.flatMap((group) => Object.keys(group as object));
    return { description, tsType: `${quoted(names)} | \`0x\${string}\`${variant === "" ? "" : " | number"}` };
  }
  if (wire.flags !== undefined) {
    const item = `(${quoted(Object.keys(wire.flags.values))} | \`0x\${string}\`)[]`;
    return { description, tsType: variant === "" ? item : `readonly ${item}` };
  }
  if (wire.number !== undefined) {
    const names = new Set(Object.values(wire.number).flatMap((reserved) => Object.keys(reserved)));
    return {
      description,
      tsType: `number | ${quoted([...names])}${variant === "" ? "" : ` | ${HEX_TEXT}`}`,
    };
  }
  const union = model.unions.find((each) => each.schema === schema);
  if (union !== undefined) {
    return { description, tsType: union.members.map((member) => member.$id + variant).join(" | ") };
  }
  if (schema.items !== undefined) return { description, tsType: arrayOf(model, schema.items.$ref, variant) };
  if (schema.allOf !== undefined) {
    const tag = Object.entries(schema.properties ?? {}).map(
      ([name, { const: value }]) => `${name}: ${JSON.stringify(value)}`,
    );
    const rest = schema.allOf.map(({ $ref }) => `${$ref}${variant}`).join(" & ");
    return { description, tsType: `{ ${tag.join("; ")} } & ${rest}` };
  }
  return objectDefinition(model, schema, variant);
}

function objectDefinition(model: Model, schema: Schema, variant: Variant): JSONSchema {
  const properties = Object.entries(schema.properties ?? {});
  const required = properties.filter(([name, property]) => {
    if (property.const !== undefined) return true;
    if (variant === "Input") return schema.required?.includes(name);
    if (schema.required?.includes(name) !== true && property.default === undefined) return false;
    return inAllVersions(model, schema, name);
  });
  return {
    description: schema.description ?? "",
    type: "object",
    properties: Object.fromEntries(
      properties.map(([name, property]) => [name, propertyType(model, property, variant)]),
    ),
    required: required.map(([name]) => name),
    additionalProperties: false,
  };
}

/** Whether a property is shown in every version that has the message or struct. */
function inAllVersions(model: Model, schema: Schema, name: string): boolean {
  return model.versions.every(({ wire }) => {
    const items = layoutOf(schema, wire);
    return items === undefined || shownBy(model, schema, items, wire).has(name);
  });
}

/** The properties that a layout always shows: of a property list only the lists of entries, and what must come. */
function shownBy(model: Model, owner: Schema, items: readonly LayoutItem[], version: Version): Set<string> {
  const names = items.flatMap((item) => {
    if (item.kind === "spread") {
      const schema = model.schemas.get(item.type);
      const inner = schema === undefined ? undefined : layoutOf(schema, version);
      return schema === undefined || inner === undefined ? [] : [...shownBy(model, schema, inner, version)];
    }
    if (item.kind === "properties") {
      const held = item.members.flatMap(({ list, items: inner = [] }) => list ?? namesOf(inner));
      const lists = new Set(item.members.map(({ list }) => list));
      return held.filter((name) => lists.has(name) || owner.required?.includes(name));
    }
    if (item.kind === "qualified") return [item.qualifier, item.name];
    return "name" in item ? [item.name] : [];
  });
  return new Set(names);
}

function propertyType(model: Model, property: Property, variant: Variant): JSONSchema {
  const shown = variant === "Input" && property.default !== undefined;
  const fallback = shown ? ` Default: ${JSON.stringify(property.default)}.` : "";
  const description = `${property.description ?? ""}${fallback}`;
  if (property.const !== undefined) return { const: property.const } as JSONSchema;
  if (property.items !== undefined)
    return { description, tsType: arrayOf(model, property.items.$ref, variant) };
  return { description, tsType: `${property.$ref}${variant}` };
}

function arrayOf(model: Model, item: string, variant: Variant): string {
  const type = model.propertyStructs.has(item)
    ? `(${item}${variant} | RawProperty${variant})`
    : item + variant;
  return variant === "" ? `${type}[]` : `readonly ${type}[]`;
}

function fieldValues(model: Model, variant: Variant, statistics: boolean): JSONSchema {
  const fields = model.fields.filter(({ statistic }) => statistic === statistics);
  const properties = fields.map(({ name, schema }) => {
    return [name, { description: schema.description, tsType: schema.$ref + variant }] as const;
  });
  return {
    description: statistics ? "The type of each statistic's value." : "The type of each match field's value.",
    type: "object",
    properties: Object.fromEntries(properties),
    required: fields.map(({ name }) => name),
    additionalProperties: false,
  };
}

function fieldUnion(variant: Variant, kind: "Field" | "Stat"): JSONSchema {
  const values = `${kind}Values${variant}`;
  const bytes = variant === "" ? "Uint8Array" : "Uint8Array | string";
  const unknown = `{ field: \`0x\${string}\`; value: ${bytes}; mask?: ${bytes} }`;
  const slash = variant === "" ? "" : ` | ${MASKED_TEXT}`;
  const known = `{ [K in keyof ${values}]: { field: K; value: ${values}[K]${slash}; mask?: ${values}[K] } }[keyof ${values}]`;
  return {
    description: "An entry of a match: a field, its value, and perhaps a mask.",
    tsType: `${known} | ${unknown}`,
  };
}

function rawProperty(variant: Variant): JSONSchema {
  const bytes = variant === "" ? "Uint8Array" : "Uint8Array | string";
  return {
    description: "A property of a type that the schema does not know.",
    tsType: `{ property: \`0x\${string}\`; data: ${bytes} }`,
  };
}

function message(variant: Variant): JSONSchema {
  const envelope = variant === "" ? "xid: number; version: number" : "xid?: number; version?: number";
  const msg = variant === "" ? "msg: MessageBodies[Type]" : "msg?: MessageBodyInputs[Type]";
  const flags = `flags?: MultipartFlags${variant}`;
  return {
    description: "A whole message, inside another.",
    tsType: `{ [Type in MessageType]: { type: Type; ${envelope}; ${flags}; ${msg} } }[MessageType]`,
  };
}

function packet(variant: Variant): JSONSchema {
  const view = 'import("zof-codec").PacketView';
  return {
    description: "The headers of a packet.",
    tsType: variant === "" ? view : `import("zof-codec").PacketInput | ${view}`,
  };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(" | ");
}
