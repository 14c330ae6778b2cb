import type { LayoutItem } from "../../model/layout.js";
import type { Construct, Context } from "./construct.js";
import { fixedValue } from "./value.js";
import { list } from "./variable.js";

/**
 * `{ "more": [...] }`: values of fixed size, or a list, that some leave out at the end. What does not come is left
 * out of the object; it is written when the first of the values is given.
 */
export function more(items: readonly LayoutItem[], context: Context): Construct {
  const [first] = items;
  if (first?.kind === "list" && items.length === 1) return optionalList(first, context);
  if (first?.kind !== "value")
    throw new Error(`${context.schema.$id}: what may be left out begins with a value`);
  let size = 0;
  const parts = items.map((item) => {
    const construct = item.kind === "value" ? fixedValue(item.name, item.type, context) : undefined;
    const width = item.kind === "pad" ? item.size : construct?.size;
    if (width === undefined)
      throw new Error(`${context.schema.$id}: only values of fixed size can be left out`);
    const offset = size;
    size += width;
    return { item, construct, offset };
  });
  return {
    size: undefined,
    read(code) {
      code.line(`const more = r.offset < r.end ? r.take(${size}) : undefined;`);
      return parts.flatMap(({ item, construct, offset }) => {
        if (item.kind !== "value" || construct === undefined) return [];
        const expression = construct.read(code, `more + ${offset}`)[0]?.expression;
        code.line(`const ${item.name} = more === undefined ? undefined : ${expression};`);
        return [{ name: item.name, expression: item.name, optional: true }];
      });
    },
    write(code) {
      code.block(`if (m.${first.name} !== undefined) {`, () => {
        code.line(`const more = w.reserve(${size});`);
        for (const { construct, offset } of parts) construct?.write(code, `more + ${offset}`);
      });
    },
  };
}

function optionalList({ name, type }: { name: string; type: string }, context: Context): Construct {
  const all = list(name, type, context);
  return {
    size: undefined,
    read: (code) => all.read(code, "").map((read) => ({ ...read, optional: true, list: true })),
    write: (code) => void code.block(`if (m.${name} !== undefined) {`, () => all.write(code, "")),
  };
}
