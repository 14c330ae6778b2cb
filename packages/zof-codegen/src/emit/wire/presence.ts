import type { LayoutItem } from "../../model/layout.js";
import type { Construct, Context } from "./construct.js";
import { fixedValue } from "./value.js";

/**
 * `{ "presence": "u16", "of": [...] }`: a u16 whose bits, from the lowest, say which of these values follow.
 * What does not come is left out of the object.
 */
export function presence(items: readonly LayoutItem[], context: Context): Construct {
  const values = items.map((item, bit) => {
    const construct = item.kind === "value" ? fixedValue(item.name, item.type, context) : undefined;
    if (item.kind !== "value" || construct?.size === undefined) {
      throw new Error(`${context.schema.$id}: only values of fixed size can be told by a bit`);
    }
    return { name: item.name, size: construct.size, construct, bit: 1 << bit };
  });
  const all = (1 << values.length) - 1;
  return {
    size: undefined,
    read(code) {
      code.line("const present = r.view.getUint16(r.take(2));");
      code.line(
        `if (present > ${all}) throw r.error("bad_value", \`unknown bits in 0x\${present.toString(16)}\`, r.offset - 2);`,
      );
      return values.map(({ name, size, construct, bit }) => {
        const expression = construct.read(code, `r.take(${size})`)[0]?.expression;
        code.line(`const ${name} = (present & ${bit}) === 0 ? undefined : ${expression};`);
        return { name, expression: name, optional: true };
      });
    },
    write(code) {
      const bits = values.map(({ name, bit }) => `(m.${name} === undefined ? 0 : ${bit})`);
      code.line("const present = w.reserve(2);");
      code.line(`w.view.setUint16(present, ${bits.join(" | ")});`);
      for (const { name, size, construct } of values) {
        code.block(`if (m.${name} !== undefined) {`, () => {
          code.line(`const at = w.reserve(${size});`);
          construct.write(code, "at");
        });
      }
    },
  };
}
