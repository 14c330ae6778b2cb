import type { MatchField, Model } from "../model/model.js";
import { toNumber } from "../model/values.js";

/** The table of match fields: one line of source for each. */
export function emitFields(model: Model, statistics: boolean): string[] {
  const fields = model.fields.filter(({ statistic }) => statistic === statistics);
  return fields.map((field) => {
    const { name, schema } = field;
    const options: string[] = [];
    if (field.experimenter !== undefined) options.push(`experimenter: ${field.experimenter}`);
    if (schema.wire.mask === true) options.push("maskable: true");
    const mask = model.schemas.get(schema.$ref)?.wire.mask;
    if (mask !== undefined) options.push(`mask: ${mask}`);
    if (schema.wire.maxSize !== undefined) options.push("variable: true");
    if (schema.wire.requires !== undefined) options.push(`requires: ${requirements(field)}`);
    if (schema.wire.sameAs !== undefined) options.push(`sameAs: ${JSON.stringify(schema.wire.sameAs)}`);
    const rest = options.length === 0 ? "" : `, { ${options.join(", ")} }`;
    const text = JSON.stringify(name);
    return `new OxmField(${text}, ${field.class}, ${schema.wire.number}, ${scalarOf(model, field)}${rest})`;
  });
}

/** The codec of a field's value: a scalar of the runtime, or one with reserved names. */
function scalarOf(model: Model, { schema }: MatchField): string {
  const type = model.schemas.get(schema.$ref);
  if (schema.wire.maxSize !== undefined) return `fixedBytes(${schema.wire.maxSize})`;
  if (type?.wire.scalar !== undefined) return type.wire.scalar;
  const bits = schema.wire.bits ?? 32;
  if (type?.wire.number?.[bits] !== undefined) return `named(u${bits}, tables.${type.$id}${bits})`;
  throw new Error(`${schema.$ref} cannot be the value of a match field`);
}

function requirements({ schema }: MatchField): string {
  const list = Object.entries(schema.wire.requires ?? {}).map(([field, values]) => {
    return { field, values: values.map(toNumber) };
  });
  return JSON.stringify(list);
}
