import type { Model } from "../model/model.js";
import type { Property, Schema } from "../model/schema.js";

/** A property of a schema; those of a schema that is spread into it count too. */
export function propertyOf(schema: Schema, name: string): Property {
  const property = schema.properties?.[name];
  if (property === undefined)
    throw new Error(`${schema.$id} has a layout for ${name}, but no property of that name`);
  return property;
}

/** The schema that a property's value has; undefined for lists and constants. */
export function typeOf(schema: Schema, name: string, model: Model): Schema | undefined {
  const reference = propertyOf(schema, name).$ref;
  return reference === undefined ? undefined : model.schemas.get(reference);
}

/** `m.name`, with the default for values that may be left out. */
export function input(schema: Schema, name: string): string {
  const fallback = propertyOf(schema, name).default;
  return fallback === undefined ? `m.${name}` : `m.${name} ?? ${JSON.stringify(fallback)}`;
}
