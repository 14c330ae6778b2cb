import { forVersion, type Schema, schemasIn } from "./schemas.js";

/** A type of a property list (OpenFlow 1.4 and later): `Port 1: optical`. */
export interface ListedProperty {
  readonly name: string;
  readonly versions: readonly number[];
}

/** A property as it may stand in a struct of one version. */
export interface StructProperty {
  readonly name: string;
  /** Properties of the object that it holds. */
  readonly holds: readonly string[];
}

interface Member {
  type: number | string;
  layout?: string[];
  each?: string;
  in?: string;
}

/** All types of property lists of structs and messages, with the versions that have them. */
export function propertyLists(): ListedProperty[] {
  const versions = new Map<string, number[]>();
  for (const schema of [...schemasIn("structs"), ...schemasIn("messages")]) {
    for (const version of [1, 2, 3, 4, 5, 6]) {
      for (const { name } of propertiesOf(schema, version)) {
        versions.set(name, [...(versions.get(name) ?? []), version]);
      }
    }
  }
  return [...versions].map(([name, each]) => ({ name, versions: each }));
}

/** The types of the property list of a struct, none when it has no such list. */
export function propertiesOf(schema: Schema, version: number): StructProperty[] {
  const layout = flatten(forVersion(schema.wire.layout, version), version);
  const members = layout.flatMap((item) => {
    return typeof item === "object" && item !== null && "properties" in item
      ? (item.properties as Member[])
      : [];
  });
  return members.map(({ type, layout: items = [], in: list }) => {
    const holds =
      list === undefined ? items.flatMap((item) => /^(?!pad)(\w+):/.exec(item)?.[1] ?? []) : [list];
    const what = list === undefined ? holds.join(", ") : `experimenter's, in ${list}`;
    return { name: `${schema.title ?? schema.$id} ${number(type)}: ${what}`, holds };
  });
}

function number(type: number | string): string {
  return Number(type) >= 0xfffe ? `0x${Number(type).toString(16)}` : String(Number(type));
}

/** Items of a layout, those that differ by version replaced by what this version has. */
function flatten(items: unknown, version: number): unknown[] {
  if (!Array.isArray(items)) return items === undefined ? [] : [items];
  return items.flatMap((item) => {
    const choice =
      typeof item === "object" && item !== null && !("properties" in item) && !Array.isArray(item);
    return choice ? flatten(forVersion(item as object, version), version) : [item];
  });
}
