import type { LayoutChoice, LayoutEntry, More, Presence, PropertyList, Schema } from "./schema.js";
import { toNumber } from "./values.js";
import { forVersion, isVersionRange, type Version } from "./version-range.js";

/** One line of a layout, parsed. See `schemas/README.md` for the notation. */
export type LayoutItem =
  | { readonly kind: "value"; readonly name: string; readonly type: string }
  | { readonly kind: "qualified"; readonly name: string; readonly qualifier: string }
  | { readonly kind: "list"; readonly name: string; readonly type: string }
  | { readonly kind: "key"; readonly value: number; readonly type: string }
  | { readonly kind: "properties"; readonly members: readonly PropertyMember[] }
  | { readonly kind: "pad"; readonly size: number }
  | { readonly kind: "align"; readonly before?: "more"; readonly multiple?: number; readonly after?: true }
  | {
      readonly kind: "part";
      readonly part: "range" | "offset" | "n_bits";
      readonly names: readonly string[];
      readonly value?: number;
    }
  | { readonly kind: "presence"; readonly items: readonly LayoutItem[] }
  | { readonly kind: "more"; readonly items: readonly LayoutItem[] }
  | { readonly kind: "count"; readonly name: string }
  | { readonly kind: "ids"; readonly name: string; readonly type: string }
  | { readonly kind: "sizeof"; readonly name: string; readonly type: string }
  | { readonly kind: "spread"; readonly type: string }
  | { readonly kind: "constant"; readonly name: string; readonly value: unknown }
  | { readonly kind: "lifted"; readonly name: string; readonly field: string };

/** One type of a property list. */
export interface PropertyMember {
  readonly type: number;
  /** What else tells a property of an experimenter: its id and type. */
  readonly experimenter?: readonly [number, number];
  /** What it holds, shown beside the other properties of the struct. */
  readonly items?: readonly LayoutItem[];
  /** Or the struct that it is, and the list that each is an entry of. */
  readonly each?: string;
  readonly list?: string;
}

const NOTATIONS: readonly (readonly [RegExp, (parts: RegExpExecArray) => LayoutItem])[] = [
  [/^pad: (\d+)$/, ([, size]) => ({ kind: "pad", size: Number(size) })],
  [/^pad to 8$/, () => ({ kind: "align" })],
  [/^pad to 24$/, () => ({ kind: "align", multiple: 24 })],
  [/^pad to 8 after$/, () => ({ kind: "align", after: true })],
  [/^count\((\w+)\): u16$/, ([, name = ""]) => ({ kind: "count", name })],
  [/^(range|offset|n_bits)\((\w+)\): u16$/, ([, part, name = ""]) => partItem(part, [name])],
  [/^(n_bits)\((\w+), (\w+)\): u16$/, ([, part, name = "", other = ""]) => partItem(part, [name, other])],
  [
    /^(n_bits)\((\w+)\) = (\d+)$/,
    ([, part, name = "", value]) => ({ ...partItem(part, [name]), value: Number(value) }),
  ],
  [/^pad to 8 before more$/, () => ({ kind: "align", before: "more" })],
  [/^(\w+): ids\((\w+)\)$/, ([, name = "", type = ""]) => ({ kind: "ids", name, type })],
  [/^sizeof\((\w+)\): (u8|u16)$/, ([, name = "", type = ""]) => ({ kind: "sizeof", name, type })],
  [/^\.\.\.(\w+)$/, ([, type = ""]) => ({ kind: "spread", type })],
  [/^key=(\w+): (u8|u16|u32)$/, ([, value, type = ""]) => ({ kind: "key", value: Number(value), type })],
  [/^(\w+) = match\.(\w+)$/, ([, name = "", field = ""]) => ({ kind: "lifted", name, field })],
  [/^(\w+) = (.+)$/, ([, name = "", value = ""]) => ({ kind: "constant", name, value: JSON.parse(value) })],
  [/^(\w+): (\w+)\[\]$/, ([, name = "", type = ""]) => ({ kind: "list", name, type })],
  [/^(\w+), (\w+): qualified$/, ([, qualifier = "", name = ""]) => ({ kind: "qualified", name, qualifier })],
  [/^(\w+): (u8|u16) \+ 1$/, ([, name = "", type = ""]) => ({ kind: "value", name, type: `${type}+1` })],
  [/^(\w+): (\w+)$/, ([, name = "", type = ""]) => ({ kind: "value", name, type })],
];

function partItem(part: string | undefined, names: readonly string[]): Extract<LayoutItem, { kind: "part" }> {
  return { kind: "part", part: part as "range" | "offset" | "n_bits", names };
}

/** The layout of a schema in a version; undefined when the version does not have it. */
export function layoutOf(schema: Schema, version: Version): LayoutItem[] | undefined {
  const entries = forVersion(schema.wire.layout ?? {}, version);
  return entries === undefined ? undefined : parseLayout(entries, version, schema.$id);
}

/** Parses the entries of a layout that a version has. */
export function parseLayout(entries: readonly LayoutEntry[], version: Version, where: string): LayoutItem[] {
  return entries.flatMap((entry) => {
    if (typeof entry === "string") return [parseItem(entry, where)];
    if (isList(entry)) return parseLayout(entry, version, where);
    if (isPropertyList(entry)) return [parseProperties(entry, version, where)];
    if (isPresence(entry)) return [{ kind: "presence", items: parseLayout(entry.of, version, where) }];
    if (isMore(entry)) return [{ kind: "more", items: parseLayout(entry.more, version, where) }];
    if (!Object.keys(entry).every(isVersionRange)) {
      throw new Error(`${where}: ${JSON.stringify(entry)} is not a choice by version`);
    }
    const chosen = forVersion(entry, version);
    return chosen === undefined ? [] : parseLayout([chosen], version, where);
  });
}

function isMore(entry: More | LayoutChoice): entry is More {
  return "more" in entry;
}

function isPropertyList(entry: PropertyList | Presence | More | LayoutChoice): entry is PropertyList {
  return "properties" in entry;
}

function isPresence(entry: Presence | More | LayoutChoice): entry is Presence {
  return "presence" in entry;
}

function parseProperties({ properties }: PropertyList, version: Version, where: string): LayoutItem {
  const members = properties.map(({ type, experimenter, layout, each, in: list }): PropertyMember => {
    const number = toNumber(type);
    if (layout !== undefined) {
      const items = parseLayout(layout, version, where);
      return {
        type: number,
        items,
        ...(experimenter === undefined
          ? {}
          : { experimenter: [toNumber(experimenter[0]), toNumber(experimenter[1])] }),
      };
    }
    if (each === undefined || list === undefined) {
      throw new Error(`${where}: property ${number} has neither a layout nor a struct and a list for it`);
    }
    return { type: number, each, list };
  });
  return { kind: "properties", members };
}

function isList(entry: LayoutEntry): entry is readonly LayoutEntry[] {
  return Array.isArray(entry);
}

function parseItem(text: string, where: string): LayoutItem {
  for (const [notation, item] of NOTATIONS) {
    const parts = notation.exec(text);
    if (parts !== null) return item(parts);
  }
  throw new Error(`${where}: "${text}" is not a layout item`);
}
