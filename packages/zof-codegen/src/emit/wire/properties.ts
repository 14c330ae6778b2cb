import type { LayoutItem, PropertyMember } from "../../model/layout.js";
import { call } from "../names.js";
import { propertyOf, typeOf } from "../property-type.js";
import { literal } from "./constant.js";
import type { Assignment, Construct, Context } from "./construct.js";

/** A property list: what the properties hold is shown as properties of the struct. */
export function properties(members: readonly PropertyMember[], context: Context): Construct {
  const table = call(`properties${context.name}`, context.version);
  const names = members.flatMap(({ items }) => namesOf(items ?? []));
  const required = names.filter((name) => context.schema.required?.includes(name));
  return {
    size: undefined,
    late: required.length > 0,
    read: () => members.flatMap((member) => defaultsOf(member, context)),
    complete(code) {
      code.line(`readProperties(r, m, ${table});`);
      for (const name of required) code.line(`checkGiven(m.${name}, "${name}");`);
    },
    write(code) {
      for (const name of required) code.line(`checkGiven(m.${name}, "${name}");`);
      code.line(`writeProperties(w, m, ${table});`);
    },
  };
}

/** Names of the properties that an item shows. */
export function namesOf(items: readonly LayoutItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === "value" ||
    item.kind === "list" ||
    item.kind === "ids" ||
    item.kind === "constant" ||
    item.kind === "lifted"
      ? [item.name]
      : [],
  );
}

/**
 * What stands in the object when a property does not come: an empty list of entries. Any other value is left out,
 * for a property that is absent and one that holds a default are not the same bytes.
 */
export function defaultsOf(
  { list }: PropertyMember,
  { schema, model }: Pick<Context, "schema" | "model">,
): Assignment[] {
  if (list === undefined) return [];
  const value = propertyOf(schema, list).default;
  return value === undefined ? [] : [{ name: list, expression: literal(value, typeOf(schema, list, model)) }];
}
