import { widthKey } from "../names.js";
import { input, typeOf } from "../property-type.js";
import type { Construct, Context } from "./construct.js";

/** `type, code: qualified`: an enumeration, and another whose values count anew for each value of it. */
export function qualified(
  { name, qualifier }: { readonly name: string; readonly qualifier: string },
  { schema, model, tables, version }: Context,
): Construct {
  const table = (property: string, bits: number) => {
    return `tables.${tables.get(typeOf(schema, property, model)?.$id ?? property, widthKey(version, bits))}`;
  };
  // The table of what is qualified holds both.
  const both = `${table(qualifier, 16)}, ${table(name, 32)}`;
  return {
    size: undefined,
    read: (code) => {
      code.line(`const { qualifier: ${qualifier}, name: ${name} } = readQualified(r, ${both});`);
      return [
        { name: qualifier, expression: qualifier },
        { name, expression: name },
      ];
    },
    write: (code) => {
      const given = [qualifier, name].map((each) => input(schema, each)).join(", ");
      const fields = [qualifier, name].map((each) => JSON.stringify(each)).join(", ");
      code.line(`writeQualified(w, [${given}], [${fields}], ${both});`);
    },
  };
}
