import type { Model } from "../model/model.js";
import type { Property, Schema } from "../model/schema.js";

/** The types of a message's properties by their key, wherever in the message they stand. */
export interface KeyTypes {
  readonly title: string;
  readonly keys: readonly { readonly key: string; readonly type: string }[];
}

/** What tells the members of a union apart stands for text, not for one of the names known today. */
const TAGS = new Set(["action", "instruction", "field", "type"]);

/**
 * For each message, which type a value has by its key alone: a template's text tells no more about the place of
 * an argument. A key with several types in one message has their union.
 */
export function emitKeyTypes(model: Model): KeyTypes[] {
  return model.messages.map((message) => {
    const types = new Map<string, Set<string>>();
    collect(model, message, types, new Set());
    types.set("msg", new Set([`${message.$id}Input`]));
    const keys = [...types].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      title: message.title ?? message.$id,
      keys: keys.map(([key, all]) => ({ key, type: [...all].sort().join(" | ") })),
    };
  });
}

function collect(model: Model, schema: Schema, types: Map<string, Set<string>>, seen: Set<string>): void {
  if (seen.has(schema.$id)) return;
  seen.add(schema.$id);
  const descend = (reference: string | undefined) => {
    const next = reference === undefined ? undefined : model.schemas.get(reference);
    if (next !== undefined) collect(model, next, types, seen);
  };
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const known = types.get(key) ?? new Set();
    types.set(key, known.add(typeOf(model, key, property)));
    descend(property.$ref);
    descend(property.items?.$ref);
  }
  descend(schema.items?.$ref);
  const union = model.unions.find((each) => each.schema === schema);
  for (const member of union?.members ?? []) collect(model, member, types, seen);
}

function typeOf(model: Model, key: string, property: Property): string {
  if (TAGS.has(key)) return "string";
  if (property.const !== undefined) return JSON.stringify(property.const);
  if (property.items === undefined) return `${property.$ref}Input`;
  const item = property.items.$ref;
  const raw = model.propertyStructs.has(item) ? " | RawPropertyInput" : "";
  return `readonly (${item}Input${raw})[]`;
}
