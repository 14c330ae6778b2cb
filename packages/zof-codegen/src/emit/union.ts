import { type LayoutItem, layoutOf, parseLayout } from "../model/layout.js";
import type { Union } from "../model/model.js";
import { isOwnForm, type Schema } from "../model/schema.js";
import { toNumber } from "../model/values.js";
import { forVersion, inRange, type Version } from "../model/version-range.js";
import { call } from "./names.js";
import { Printer } from "./printer.js";
import { type CodecFunction, emitStruct } from "./struct.js";
import type { Context } from "./wire/construct.js";

type Surroundings = Pick<Context, "model" | "tables" | "version">;

/** One way to write a member in a version: by its key, and for certain values of its properties only. */
interface Variant {
  readonly member: Schema;
  readonly tag: string;
  /** Numbers in its header, from the first: the type; for experimenters their id and a subtype. */
  readonly keys: readonly number[];
  readonly fixed: Readonly<Record<string, string>>;
  readonly items: readonly LayoutItem[];
  /** Name of its functions, without `read` and `write`. */
  readonly name: string;
}

/** The functions of a union (actions, instructions) and of its members in a version. */
export function emitUnion(union: Union, surroundings: Surroundings): CodecFunction[] {
  const { schema } = union;
  const { version } = surroundings;
  const variants = union.members.flatMap((member) => variantsOf(union, member, version));
  if (variants.length === 0) return [];
  return [
    ...variants.flatMap((variant) => emitVariant(union, variant, surroundings)),
    { name: `read${schema.$id}`, version, code: reader(union, variants, version) },
    { name: `write${schema.$id}`, version, code: writer(union, variants, version) },
    { name: `ids${schema.$id}`, version, code: idTable(union, variants) },
  ];
}

/** The types of the members by name, for lists of what a switch supports. */
function idTable(union: Union, variants: readonly Variant[]): string {
  const plain = variants.filter(({ keys, fixed, tag }) => {
    return keys.length === 1 && Object.keys(fixed).length === 0 && tag !== "EXPERIMENTER";
  });
  const ids = Object.fromEntries(plain.map(({ tag, keys }) => [tag, keys[0]]));
  return `const %NAME% = new IdTable(${JSON.stringify(union.schema.wire.union?.tag)}, ${JSON.stringify(ids)});`;
}

/** The tag of a member: the constant that its schema gives for it. */
export function tagOf(union: Union, member: Schema): string {
  const tag = union.schema.wire.union?.tag ?? "";
  return String(member.properties?.[tag]?.const);
}

function variantsOf(union: Union, member: Schema, version: Version): Variant[] {
  const tag = tagOf(union, member);
  const result: Variant[] = [];
  const key = forVersion(member.wire.key ?? {}, version);
  const items = layoutOf(member, version);
  if (key !== undefined && items !== undefined) {
    result.push({ member, tag, keys: [key].flat().map(toNumber), fixed: {}, items, name: member.$id });
  }
  for (const form of (member.wire.forms ?? []).filter(isOwnForm)) {
    if (!inRange(form.versions, version)) continue;
    result.push({
      member,
      tag,
      keys: [toNumber(form.key)],
      fixed: form.fixed,
      items: parseLayout(form.layout, version, member.$id),
      name: `${member.$id}_${Object.values(form.fixed).join("_")}`,
    });
  }
  return result;
}

function emitVariant(union: Union, variant: Variant, surroundings: Surroundings): CodecFunction[] {
  const wire = union.schema.wire.union;
  const header = headerOf(wire?.header ?? [], variant.keys);
  const { member, fixed } = variant;
  const plain = Object.keys(fixed).length === 0;
  const values =
    Object.keys(fixed).length === 0
      ? ""
      : ` & { ${Object.keys(fixed).map((name) => `${name}: unknown`)}; value: unknown }`;
  return emitStruct(
    {
      name: variant.name,
      output: `types.${member.$id}`,
      input: plain ? `types.${member.$id}Input` : `types.${member.$id}Input${values}`,
      items: [
        ...parseLayout(header, surroundings.version, member.$id),
        ...variant.items,
        ...paddingOf(variant.items, wire?.multiple),
      ],
      fixed,
      schema: member,
    },
    surroundings,
  );
}

/** The header of a member: up to its last key, and what follows that before another key. */
function headerOf(header: readonly string[], keys: readonly number[]): string[] {
  const result: string[] = [];
  let used = 0;
  for (const text of header) {
    if (!text.startsWith("key:")) result.push(text);
    else if (used === keys.length) break;
    else result.push(text.replace("key:", `key=${keys[used++]}:`));
  }
  return result;
}

/** Members whose size varies are padded to the multiple that the union's length must be. */
function paddingOf(items: readonly LayoutItem[], multiple: number | undefined): LayoutItem[] {
  const varies = items.some((item) => item.kind === "value" && item.type === "bytes");
  return multiple === 8 && varies ? [{ kind: "align" }] : [];
}

function reader(union: Union, variants: readonly Variant[], version: Version): string {
  const { $id, wire } = union.schema;
  const tag = wire.union?.tag ?? "";
  const code = new Printer();
  code.block(`function %NAME%(r: Reader): types.${$id} {`, () => {
    code.line("const at = r.take(4);");
    code.line("r.offset = at;");
    code.line(`const size = r.view.getUint16(at + ${sizePlace(wire.union?.header ?? [])});`);
    code.line(
      `if (size < 4 || size % ${wire.union?.multiple} !== 0) throw r.error("bad_length", \`${tag} length \${size}, a multiple of ${wire.union?.multiple} expected\`, at);`,
    );
    code.line("const limit = Math.min(at + size, r.end);");
    printDispatch(code, keyPlaces(wire.union?.header ?? []), variants, 0, version);
    const [first] = keyPlaces(wire.union?.header ?? []);
    code.line(`throw r.unknownMember("${tag}", r.view.${first?.get}(at + ${first?.offset}), at);`);
  });
  return code.toString();
}

/** Where the length lies in the header. */
function sizePlace(header: readonly string[]): number {
  let offset = 0;
  for (const text of header) {
    if (text.startsWith("sizeof(this)")) return offset;
    offset += KEY_TYPES[text.split(": ")[1] ?? ""]?.[0] ?? 0;
  }
  throw new Error("the header of a union has no length");
}

/** Where a key lies in the header, and how it is read. */
interface KeyPlace {
  readonly offset: number;
  readonly size: number;
  readonly get: string;
}

const KEY_TYPES: Readonly<Record<string, readonly [size: number, get: string]>> = {
  u8: [1, "getUint8"],
  u16: [2, "getUint16"],
  u32: [4, "getUint32"],
};

function keyPlaces(header: readonly string[]): KeyPlace[] {
  const places: KeyPlace[] = [];
  let offset = 0;
  for (const text of header) {
    const [size, get] = KEY_TYPES[text.split(": ")[1] ?? ""] ?? [0, ""];
    if (text.startsWith("key:")) places.push({ offset, size, get });
    offset += size;
  }
  return places;
}

/** A switch over one key. Members with a further key come first; one without is what all others are read as. */
function printDispatch(
  code: Printer,
  places: readonly KeyPlace[],
  variants: readonly Variant[],
  depth: number,
  version: Version,
): void {
  const place = places[depth];
  if (place === undefined) throw new Error("a member has more keys than its union's header");
  const groups = new Map<number, Variant[]>();
  for (const variant of variants) {
    const key = variant.keys[depth] ?? 0;
    groups.set(key, [...(groups.get(key) ?? []), variant]);
  }
  const end = `at + ${place.offset + place.size}`;
  const print = () =>
    code.block(`switch (r.view.${place.get}(at + ${place.offset})) {`, () => {
      for (const [key, group] of groups) {
        code.block(`case ${key}: {`, () => {
          const deeper = group.filter(({ keys }) => keys.length > depth + 1);
          const here = group.find(({ keys }) => keys.length === depth + 1);
          if (deeper.length > 0) printDispatch(code, places, deeper, depth + 1, version);
          if (here !== undefined) code.line(`return ${call(`read${here.name}`, version)}(r);`);
          else code.line("break;");
        });
      }
    });
  if (depth === 0) print();
  else code.block(`if (${end} <= limit) {`, print);
}

function writer(union: Union, variants: readonly Variant[], version: Version): string {
  const { $id, wire } = union.schema;
  const tag = wire.union?.tag ?? "";
  const here = JSON.stringify([...new Set(variants.map((variant) => variant.tag))]);
  const everywhere = JSON.stringify(union.members.map((member) => tagOf(union, member)));
  const code = new Printer();
  code.block(`function %NAME%(w: Writer, m: types.${$id}Input): void {`, () => {
    code.line("checkObject(m);");
    code.block(`switch (m.${tag}) {`, () => {
      for (const [name, group] of byTag(variants)) {
        code.line(`case ${JSON.stringify(name)}:`);
        const plain = group.find((variant) => Object.keys(variant.fixed).length === 0);
        if (plain !== undefined) code.line(`  return ${call(`write${plain.name}`, version)}(w, m);`);
        else printForms(code, tag, name, group, version);
      }
    });
    code.line(
      `throw badMember(${JSON.stringify(tag)}, (m as { ${tag}: unknown }).${tag}, ${here}, ${everywhere}, w.version);`,
    );
  });
  return code.toString();
}

/** A member without a form of its own in this version: the value of a property tells which one it is. */
function printForms(
  code: Printer,
  tag: string,
  name: string,
  group: readonly Variant[],
  version: Version,
): void {
  const property = Object.keys(group[0]?.fixed ?? {})[0] ?? "";
  const values = group.map((variant) => variant.fixed[property]);
  const other = otherForm(group[0]?.member, version);
  // A form of its own says nothing of a mask.
  const unmasked = other === undefined ? "" : "if (m.mask === undefined) ";
  code.block(
    `  ${unmasked}switch (m.${property}) {`,
    () => {
      for (const variant of group) {
        code.line(`  case ${JSON.stringify(variant.fixed[property])}:`);
        code.line(`    return ${call(`write${variant.name}`, version)}(w, m);`);
      }
    },
    "  }",
  );
  if (other !== undefined) {
    code.line(`  return ${call(`write${other}`, version)}(w, m as unknown as types.${other}Input);`);
    return;
  }
  code.line(
    `  throw badForm(${JSON.stringify(`${tag} ${name}`)}, ${JSON.stringify(property)}, m.${property}, ${JSON.stringify(values)}, w.version);`,
  );
}

/** The member as which another is written when none of its own forms fits. */
function otherForm(member: Schema | undefined, version: Version): string | undefined {
  for (const form of member?.wire.forms ?? []) {
    if (!isOwnForm(form) && inRange(form.versions, version)) return form.as;
  }
  return undefined;
}

function byTag(variants: readonly Variant[]): Map<string, Variant[]> {
  const result = new Map<string, Variant[]>();
  for (const variant of variants) result.set(variant.tag, [...(result.get(variant.tag) ?? []), variant]);
  return result;
}
