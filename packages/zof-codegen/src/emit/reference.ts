import { type LayoutItem, layoutOf, parseLayout } from "../model/layout.js";
import type { MatchField, Model } from "../model/model.js";
import { type Form, isOwnForm, type Schema } from "../model/schema.js";
import type { Version } from "../model/version-range.js";

/**
 * All that the schemas say, as JSON text: for commands that show, explain or publish the protocol. Layouts are
 * parsed, and stand once for all versions that share them.
 */
export function emitReference(model: Model): string {
  const kinds = kindsOf(model);
  const types = [...model.schemas.values()].map((schema) => typeReference(model, schema, kinds));
  return JSON.stringify({
    versions: Object.fromEntries(model.versions.map(({ wire, name }) => [wire, name])),
    types: Object.fromEntries(types.map((type) => [type.id, type])),
    fields: Object.fromEntries(model.fields.map((field) => [field.name, fieldReference(field)])),
  });
}

function kindsOf(model: Model): Map<string, string> {
  const kinds = new Map<string, string>();
  const add = (kind: string, schemas: readonly Schema[]) => {
    for (const { $id } of schemas) kinds.set($id, kind);
  };
  add("scalar", model.scalars);
  add("enum", model.enums);
  add("flags", model.flags);
  add("number", model.numbers);
  add("struct", model.structs);
  add("message", model.messages);
  add(
    "union",
    model.unions.map(({ schema }) => schema),
  );
  for (const { members } of model.unions) add("member", members);
  return kinds;
}

function typeReference(model: Model, schema: Schema, kinds: ReadonlyMap<string, string>) {
  const { $id, wire, ...standard } = schema;
  const { layout: _layout, forms, ...rest } = wire;
  const union = model.unions.find((each) => each.schema === schema || each.members.includes(schema));
  return {
    ...standard,
    id: $id,
    kind: kinds.get($id),
    wire: rest,
    ...(union !== undefined && { union: union.schema.$id }),
    ...(union?.schema === schema && { members: union.members.map((member) => member.$id) }),
    ...(model.propertyStructs.has($id) && { property: true }),
    layouts: layouts(model, (version) => layoutOf(schema, version)),
    ...(forms !== undefined && {
      forms: forms.filter(isOwnForm).map((form) => formReference(model, schema, form)),
    }),
  };
}

function formReference(model: Model, schema: Schema, { layout, ...form }: Form) {
  return { ...form, layouts: layouts(model, (version) => parseLayout(layout, version, schema.$id)) };
}

interface LayoutReference {
  readonly versions: Version[];
  readonly items: readonly LayoutItem[];
}

function layouts(model: Model, layout: (version: Version) => LayoutItem[] | undefined): LayoutReference[] {
  const distinct = new Map<string, LayoutReference>();
  for (const { wire } of model.versions) {
    const items = layout(wire);
    if (items === undefined) continue;
    const text = JSON.stringify(items);
    const known = distinct.get(text);
    if (known === undefined) distinct.set(text, { versions: [wire], items });
    else known.versions.push(wire);
  }
  return [...distinct.values()];
}

function fieldReference({ class: oxmClass, experimenter, statistic, schema }: MatchField) {
  const { $ref, description, wire } = schema;
  return { type: $ref, description, ...wire, class: oxmClass, experimenter, statistic };
}
