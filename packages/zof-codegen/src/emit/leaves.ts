import type { Model } from "../model/model.js";
import type { PerVersion, Schema } from "../model/schema.js";

/** Scalars that are not of fixed size on the wire, or checked otherwise. */
const CHECKED_BY_HAND: Readonly<Record<string, string>> = {
  bytes: "bytesLeaf",
  text: "textLeaf",
  bool: "boolLeaf",
  wide: "wideLeaf",
  bits: "bitsLeaf",
  bits_or_u32: "bitsOrLeaf",
};

/**
 * What values of the leaf types may be, whatever the version: for each a `put` of the runtime, so
 * that what is accepted, and what is said about the rest, stands in one place.
 */
export function emitLeaves(model: Model): string[] {
  const entry = (schema: Schema, code: string) => `${schema.$id}: ${code}`;
  return [
    ...model.scalars.map((schema) => {
      const scalar = schema.wire.scalar ?? "";
      return entry(schema, CHECKED_BY_HAND[scalar] ?? `${scalar}.put`);
    }),
    ...model.enums.map((schema) => entry(schema, `${enumOfAll(schema)}.put`)),
    ...model.flags.map((schema) => entry(schema, `${flagsOfAll(schema)}.put`)),
    ...model.numbers.map((schema) => {
      const bits = Math.max(...Object.keys(schema.wire.number ?? {}).map(Number));
      return entry(schema, `tables.${schema.$id}${bits}.put`);
    }),
  ];
}

/** Names of all versions; their values do not matter here. */
function enumOfAll(schema: Schema): string {
  const wire = schema.wire.enum;
  const names =
    wire?.qualifiedBy === undefined
      ? Object.keys(wire?.values ?? {})
      : Object.values(wire.values).flatMap((codes) => Object.keys(codes as object));
  const values = Object.fromEntries(names.map((name, index) => [name, index]));
  const widest = wire?.qualifiedBy === undefined ? widestOf(wire?.bits) : 32;
  return `new EnumTable(${JSON.stringify(schema.$id)}, ${widest}, ${JSON.stringify(values)})`;
}

function flagsOfAll(schema: Schema): string {
  const names = Object.keys(schema.wire.flags?.values ?? {});
  const flags = Object.fromEntries(names.map((name) => [name, { value: 0, mask: 0 }]));
  const bits = widestOf(schema.wire.flags?.bits);
  return `new FlagTable(${JSON.stringify(schema.$id)}, ${bits}, ${JSON.stringify(flags)})`;
}

function widestOf(bits: PerVersion<number | readonly number[]> | undefined): number {
  if (typeof bits !== "object") return bits ?? 32;
  return Math.max(...Object.values(bits).flat());
}
