import type { LayoutItem, PropertyMember } from "../../model/layout.js";
import { call } from "../names.js";
import { propertyOf, typeOf } from "../property-type.js";
import { literal } from "./constant.js";
import type { Assignment, Construct, Context } from "./construct.js";

/** A property list: what the properties hold is shown as properties of the struct. */
export function properties(members: readonly PropertyMember[], context: Context): Construct {
  const table = call(`properties${context.name}`, context.version);
  return {
    size: undefined,
    read: () => members.flatMap((member) => defaultsOf(member, context)),
    complete: (code) => void code.line(`readProperties(r, m, ${table});`),
    write: (code) => void code.line(`writeProperties(w, m, ${table});`),
  };
}

/** Names of the properties that an item shows. */
export function namesOf(items: readonly LayoutItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === "value" || item.kind === "list" || item.kind === "ids" || item.kind === "constant"
      ? [item.name]
      : [],
  );
}

/** What stands in the object when a property does not come. */
export function defaultsOf(
  member: PropertyMember,
  { schema, model }: Pick<Context, "schema" | "model">,
): Assignment[] {
  if (member.unless === "absent") return [];
  return (member.list === undefined ? namesOf(member.items ?? []) : [member.list]).flatMap((name) => {
    const value = propertyOf(schema, name).default;
    return value === undefined ? [] : [{ name, expression: literal(value, typeOf(schema, name, model)) }];
  });
}
