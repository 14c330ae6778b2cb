import { type PropertyReference, reference, type TypeReference } from "zof-types/reference";
import { tagValue } from "../lookup/type-text.js";
import { spellings } from "../output/multipart-names.js";

export type JsonSchema = Readonly<Record<string, unknown>>;

const DIALECT = "https://json-schema.org/draft/2020-12/schema";
const HEX = "^0[xX][0-9a-fA-F]+$";

/** What the values of a schema may be besides what they are in a message. */
export interface SchemaOptions {
  /** Arguments of templates (`$name`, `${name}`) may stand for any value. */
  readonly templates: boolean;
}

/** The JSON Schema (2020-12) of one type, with all that it refers to in `$defs`. Only standard keywords. */
export function typeSchema(type: TypeReference, options: SchemaOptions): JsonSchema {
  const root = type.kind === "message" ? messageSchema(type, options) : { $ref: `#/$defs/${type.id}` };
  return bundle({ title: type.title ?? type.id, ...root }, options);
}

/** The JSON Schema of any message: `type` decides what `msg` may be. */
export function anyMessageSchema(options: SchemaOptions): JsonSchema {
  const messages = Object.values(reference.types).filter(({ kind }) => kind === "message");
  return bundle(
    {
      title: options.templates ? "OpenFlow message template" : "OpenFlow message",
      type: "object",
      required: ["type"],
      properties: {
        type: { enum: messages.flatMap(({ title = "" }) => spellings(title)), description: "Which message." },
        ...ENVELOPE,
        msg: { description: "The body of the message." },
      },
      additionalProperties: false,
      allOf: messages.map((message) => ({
        if: { properties: { type: { enum: spellings(message.title ?? "") } }, required: ["type"] },
        // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema.
        then: { properties: { msg: reference$(message.id, options) }, ...mustHaveBody(message) },
      })),
    },
    options,
  );
}

const ENVELOPE: JsonSchema = {
  version: {
    type: "integer",
    minimum: 1,
    maximum: 6,
    description: "Wire version: 1 is OpenFlow 1.0, 6 is OpenFlow 1.5.",
  },
  xid: { type: ["integer", "string"], description: "Transaction id." },
  flags: { $ref: "#/$defs/MultipartFlags" },
  datapath_id: { $ref: "#/$defs/DatapathId" },
  conn_id: { type: "integer", description: "The connection." },
  auxiliary_id: { type: "integer", description: "The auxiliary connection." },
  time: { type: ["number", "string"], description: "Seconds since 1970." },
};

function messageSchema(message: TypeReference, options: SchemaOptions): JsonSchema {
  return {
    description: message.description,
    type: "object",
    required: ["type", ...(mustHaveBody(message).required ?? [])],
    properties: {
      type: { enum: spellings(message.title ?? "") },
      ...ENVELOPE,
      msg: reference$(message.id, options),
    },
    additionalProperties: false,
  };
}

/** Messages without required properties may leave out `msg`. */
function mustHaveBody({ required = [], items }: TypeReference): { required?: string[] } {
  return required.length > 0 || items !== undefined ? { required: ["msg"] } : {};
}

/** A reference to a definition, or an argument in its place. */
function reference$(name: string, { templates }: SchemaOptions): JsonSchema {
  const target = { $ref: `#/$defs/${name}` };
  return templates ? { anyOf: [target, { $ref: "#/$defs/Argument" }] } : target;
}

/** Adds the definitions that a schema refers to, and those that they refer to. */
function bundle(schema: JsonSchema, options: SchemaOptions): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const open = [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [, name = ""] of JSON.stringify(next).matchAll(/"#\/\$defs\/(\w+)"/g)) {
      if (definitions.has(name)) continue;
      const definition = definitionOf(name, options);
      definitions.set(name, definition);
      open.push(definition);
    }
  }
  const sorted = [...definitions].sort(([a], [b]) => (a < b ? -1 : 1));
  return { $schema: DIALECT, ...schema, $defs: Object.fromEntries(sorted) };
}

function definitionOf(name: string, options: SchemaOptions): JsonSchema {
  switch (name) {
    case "Argument":
      return { description: "An argument of the template, as $port.", type: "string", pattern: "\\$" };
    case "Field":
      return fieldsSchema(false, options);
    case "Stat":
      return fieldsSchema(true, options);
    case "Packet":
      return { description: "The headers of a packet.", type: "object" };
    case "NestedMessage":
      return { description: "A message inside another.", type: "object", required: ["type"] };
  }
  const type = reference.types[name];
  if (type === undefined) return {};
  return {
    ...(type.description !== undefined && { description: type.description }),
    ...shapeOf(type, options),
  };
}

function shapeOf(type: TypeReference, options: SchemaOptions): JsonSchema {
  const { wire } = type;
  if (wire.enum !== undefined)
    return { anyOf: [{ enum: enumNames(type) }, hexText(), { type: "integer", minimum: 0 }] };
  if (wire.flags !== undefined) return flagsSchema(type, options);
  if (wire.number !== undefined) return numberSchema(type);
  if (type.members !== undefined) return unionSchema(type, options);
  if (type.kind === "scalar") return scalarSchema(type);
  if (type.items !== undefined) return { type: "array", items: reference$(type.items.$ref, options) };
  return type.allOf === undefined ? objectSchema(type, options) : fieldBearer(type, options);
}

function hexText(): JsonSchema {
  return { type: "string", pattern: HEX };
}

function enumNames({ wire }: TypeReference): string[] {
  const values = wire.enum?.values ?? {};
  if (wire.enum?.qualifiedBy === undefined) return Object.keys(values);
  return [...new Set(Object.values(values).flatMap((codes) => Object.keys(codes as object)))];
}

function flagsSchema({ wire }: TypeReference, { templates }: SchemaOptions): JsonSchema {
  const argument = templates ? [{ $ref: "#/$defs/Argument" }] : [];
  return {
    type: "array",
    items: { anyOf: [{ enum: Object.keys(wire.flags?.values ?? {}) }, hexText(), ...argument] },
  };
}

function numberSchema({ wire }: TypeReference): JsonSchema {
  const bits = Math.max(...Object.keys(wire.number ?? {}).map(Number));
  const names = new Set(Object.values(wire.number ?? {}).flatMap((group) => Object.keys(group)));
  return {
    anyOf: [
      { type: "integer", minimum: 0, maximum: 2 ** bits - 1 },
      { enum: [...names] },
      { type: "string", pattern: "^(0[xX][0-9a-fA-F]+|[0-9]+)$" },
    ],
  };
}

function scalarSchema({ type, minimum, maximum, pattern }: TypeReference): JsonSchema {
  return JSON.parse(JSON.stringify({ type, minimum, maximum, pattern })) as JsonSchema;
}

/** Which member it is shows in its tag: so an editor says what is wrong with that one, and not with all. */
function unionSchema(union: TypeReference, { templates }: SchemaOptions): JsonSchema {
  const tag = union.wire.union?.tag ?? "";
  const members = (union.members ?? []).flatMap((id) => reference.types[id] ?? []);
  const names = members.map((member) => tagValue(member, tag));
  const argument = templates ? [{ $ref: "#/$defs/Argument" }] : [];
  return {
    type: "object",
    required: [tag],
    properties: { [tag]: templates ? { anyOf: [{ enum: names }, ...argument] } : { enum: names } },
    allOf: members.map((member) => ({
      if: { properties: { [tag]: { const: tagValue(member, tag) } }, required: [tag] },
      // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema.
      then: { $ref: `#/$defs/${member.id}` },
    })),
  };
}

function objectSchema(type: TypeReference, options: SchemaOptions): JsonSchema {
  const object = {
    type: "object",
    properties: propertySchemas(type, options),
    ...((type.required ?? []).length > 0 && { required: type.required }),
    additionalProperties: false,
  };
  return type.property === true ? { anyOf: [object, RAW_PROPERTY] } : object;
}

/** A property of a type that has no name. */
const RAW_PROPERTY: JsonSchema = {
  type: "object",
  properties: {
    property: { type: "string", pattern: "^0x[0-9a-fA-F]{4}$" },
    data: { $ref: "#/$defs/Bytes" },
  },
  required: ["property", "data"],
  additionalProperties: false,
};

function propertySchemas(type: TypeReference, options: SchemaOptions): JsonSchema {
  return Object.fromEntries(
    Object.entries(type.properties ?? {}).map(([name, property]) => [
      name,
      propertySchema(property, options),
    ]),
  );
}

function propertySchema(
  { $ref, items, description, default: value, ...rest }: PropertyReference,
  options: SchemaOptions,
): JsonSchema {
  if (rest.const !== undefined) return { const: rest.const };
  const notes = {
    ...(description !== undefined && { description }),
    ...(value !== undefined && { default: value }),
  };
  if ($ref !== undefined) return { ...notes, ...reference$($ref, options) };
  const list = { type: "array", items: reference$(items?.$ref ?? "", options) };
  return options.templates
    ? { ...notes, anyOf: [list, { $ref: "#/$defs/Argument" }] }
    : { ...notes, ...list };
}

/** A match field with a tag: SET_FIELD. */
function fieldBearer(type: TypeReference, options: SchemaOptions): JsonSchema {
  const own = propertySchemas(type, options);
  const field = fieldsSchema(false, options);
  return {
    ...field,
    properties: { ...own, ...(field.properties as object) },
    required: [...(type.required ?? []), "field", "value"],
  };
}

function fieldsSchema(statistic: boolean, options: SchemaOptions): JsonSchema {
  const fields = Object.entries(reference.fields).filter(([, field]) => field.statistic === statistic);
  const names = {
    anyOf: [
      { enum: fields.map(([name]) => name) },
      { type: "string", pattern: options.templates ? "^0x|\\$" : "^0x" },
    ],
  };
  return {
    description: statistics(statistic),
    type: "object",
    required: ["field", "value"],
    properties: {
      field: names,
      value: { description: "Its value." },
      mask: { description: "Which bits of it count." },
    },
    additionalProperties: false,
    allOf: fields.map(([name, { type, description }]) => ({
      if: { properties: { field: { const: name } }, required: ["field"] },
      // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema.
      then: { properties: { value: { description, anyOf: [reference$(type, options), MASKED] } } },
    })),
  };
}

function statistics(statistic: boolean): string {
  return statistic ? "A statistic of a flow entry." : "A match field and its value.";
}

/** A value and its mask in one: 10.0.0.0/8. */
const MASKED: JsonSchema = { type: "string", pattern: "/" };
