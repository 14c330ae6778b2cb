import type { LayoutItem } from "../../model/layout.js";
import { input } from "../property-type.js";
import type { Construct, Context } from "./construct.js";

type Part = Extract<LayoutItem, { kind: "part" }>;

/** `dst: bits`, `dst: bits32`: the header of the field that some bits are of; `part` items say which bits. */
export function fieldBits(
  name: string,
  short: boolean,
  items: readonly LayoutItem[],
  { schema }: Context,
): Construct {
  const field = JSON.stringify(name);
  const place = (part: Part["part"]) => {
    const item = items.find((each): each is Part => isPart(each, name) && each.part === part);
    if (item === undefined) return undefined;
    return item.value === undefined ? variableOf(item) : String(item.value);
  };
  const range = place("range");
  const offset = range === undefined ? place("offset") : `${range} >>> 6`;
  const count = range === undefined ? place("n_bits") : `(${range} & 0x3f) + 1`;
  if (offset === undefined || count === undefined) {
    throw new Error(`${schema.$id}.${name}: the layout does not say which bits`);
  }
  return {
    size: undefined,
    prepare: (code) =>
      void code.line(`const ${name}_bits = parseFieldBits(${input(schema, name)}, oxm, ${field});`),
    read(code) {
      code.line(`const ${name}_header = ${short ? "readShortHeader" : "readOxmHeader"}(r);`);
      return [{ name, expression: `formatFieldBits(${name}_header, ${offset}, ${count}, oxm)` }];
    },
    write: (code) =>
      void code.line(
        short ? `writeShortHeader(w, ${name}_bits, ${field});` : `writeOxmHeader(w, ${name}_bits);`,
      ),
  };
}

function isPart(item: LayoutItem, name: string): item is Part {
  return item.kind === "part" && item.names.includes(name);
}

function variableOf({ names, part }: Part): string {
  return `${names.join("_")}_${part}`;
}

/** `range(dst): u16`, `offset(dst): u16`, `n_bits(src, dst): u16`, `n_bits(dst) = 1`: which bits of a field. */
export function bitsPart(item: Part): Construct {
  const [name = "", other] = item.names;
  const field = JSON.stringify(name);
  if (item.value !== undefined) {
    return {
      size: 0,
      read: () => [],
      write: (code) => void code.line(`checkCount(${name}_bits, ${item.value}, ${field});`),
    };
  }
  const value = {
    range: `rangeOf(${name}_bits, ${field})`,
    offset: `${name}_bits.offset`,
    n_bits:
      other === undefined
        ? `${name}_bits.count`
        : `sameCount(${field}, ${JSON.stringify(other)}, ${name}_bits, ${other}_bits)`,
  }[item.part];
  return {
    size: 2,
    read(code, at) {
      code.line(`const ${variableOf(item)} = v.getUint16(${at});`);
      return [];
    },
    write: (code, at) => void code.line(`w.view.setUint16(${at}, ${value});`),
  };
}
