import { _, Ajv2020, type CodeKeywordDefinition, type KeywordCxt } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import type { Model } from "../model/model.js";
import type { Property, Schema } from "../model/schema.js";
import { tagOf } from "./union.js";

/**
 * Validators for what people write, as source: ajv checks the structure (kinds, required and unknown
 * properties, tags of unions), and for leaves asks the codec, so that both accept the same.
 */
export function emitValidators(model: Model): string {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    // A union requires its tag, which the members define.
    strictRequired: false,
    discriminator: true,
    // Errors carry the value and the schema around it, for messages that say what is allowed.
    verbose: true,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addKeyword(leafKeyword);
  ajv.addKeyword("tags");
  for (const schema of model.schemas.values()) ajv.addSchema(jsonSchema(model, schema), schema.$id);
  for (const $id of ["Field", "Stat", "Packet", "NestedMessage"]) ajv.addSchema({ $id, leaf: $id }, $id);
  const exported = Object.fromEntries(model.messages.map((schema) => [schema.$id, schema.$id]));
  return standaloneCode(ajv, exported).replace(/^"use strict";\s*/, "");
}

const standaloneCode = standalone.default;

/** `leaf: "PortNumber"`: the value must be one that the codec of that name takes. */
const leafKeyword: CodeKeywordDefinition = {
  keyword: "leaf",
  schemaType: "string",
  error: {
    message: "must be a value of the type",
    params: ({ schemaValue }) => _`{ leaf: ${schemaValue} }`,
  },
  code(cxt: KeywordCxt) {
    const { gen, data, schema } = cxt;
    const check = gen.scopeValue("func", {
      ref: schema as object,
      key: schema,
      code: _`leafCheck(${schema})`,
    });
    cxt.fail(_`!${check}(${data})`);
  },
};

/** The plain JSON Schema of a schema file, for ajv. */
function jsonSchema(model: Model, schema: Schema): Record<string, unknown> {
  const { $id, wire } = schema;
  if (
    wire.scalar !== undefined ||
    wire.enum !== undefined ||
    wire.flags !== undefined ||
    wire.number !== undefined
  ) {
    return { $id, leaf: $id };
  }
  const union = model.unions.find((each) => each.schema === schema);
  if (union !== undefined) {
    const tag = union.schema.wire.union?.tag ?? "";
    return {
      $id,
      type: "object",
      required: [tag],
      discriminator: { propertyName: tag },
      tags: union.members.map((member) => tagOf(union, member)),
      oneOf: union.members.map((member) => ({ $ref: member.$id })),
    };
  }
  if (schema.items !== undefined) return { $id, type: "array", items: { $ref: schema.items.$ref } };
  if (schema.allOf !== undefined) return fieldBearer(schema);
  const object = {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, property]) => [name, propertySchema(property)]),
    ),
    required: schema.required ?? [],
    additionalProperties: false,
  };
  return model.propertyStructs.has($id) ? { $id, ...RAW_PROPERTY, else: object } : { $id, ...object };
}

/** An entry of a property list that the schema does not know. */
const RAW_PROPERTY = {
  type: "object",
  if: {
    type: "object",
    properties: { property: { type: "string", pattern: "^0x" } },
    required: ["property"],
  },
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword of JSON Schema.
  then: {
    type: "object",
    properties: { property: { type: "string", pattern: "^0x[0-9a-fA-F]{4}$" }, data: { $ref: "Bytes" } },
    required: ["data"],
    additionalProperties: false,
  },
};

/** An object that is a match field with a tag (SET_FIELD): the leaf check of fields looks at the whole. */
function fieldBearer(schema: Schema): Record<string, unknown> {
  const properties = Object.entries(schema.properties ?? {}).map(([name, { const: value }]) => [
    name,
    { const: value },
  ]);
  return {
    $id: schema.$id,
    type: "object",
    properties: Object.fromEntries(properties),
    required: schema.required ?? [],
    leaf: `Field+${Object.keys(schema.properties ?? {}).join("+")}`,
  };
}

function propertySchema(property: Property): Record<string, unknown> {
  if (property.const !== undefined) return { const: property.const };
  if (property.items !== undefined) return { type: "array", items: { $ref: property.items.$ref } };
  return { $ref: property.$ref };
}
