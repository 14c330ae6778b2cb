import { CodecError, nearest } from "zof-codec";
import { fieldMetadata } from "../gen/metadata.js";
import type { Field, FieldInput, FieldValuesInput } from "../gen/types.js";
import { fieldOfOlderName, type OlderName, type PacketKind } from "./older-names.js";
import { prefixLength } from "./prefix-length.js";

/**
 * A match as an object: fields by their lower-case names, masks after a slash.
 *
 *     { in_port: 1, eth_type: 0x0800, ipv4_dst: "10.0.0.0/8", tcp_dst: 80, metadata: "0x10/0xf0" }
 */
export type MatchObject = {
  readonly [Name in keyof FieldValuesInput as Lowercase<Name>]?:
    | FieldValuesInput[Name]
    | `${string}/${string}`
    | undefined;
} & {
  /** Names that OpenFlow 1.0 and Open vSwitch had; what `tp_dst` and its like mean depends on `ip_proto`. */
  readonly [Name in OlderName]?: string | number | undefined;
};

/**
 * The fields of a match that is given as an object.
 *
 * @param match - names in any case, also older ones (`dl_dst`, `nw_src`, `tp_dst`), and hexadecimal ones of
 *   fields without a name; what is undefined is left out.
 * @throws CodecError `bad_type` for a name that is no field, `bad_value` for an older name whose meaning depends
 *   on what the match does not say, or two names of one field. Values are checked when the match is encoded.
 */
export function matchFields(match: MatchObject): FieldInput[] {
  const given = Object.entries(match).filter(([, value]) => value !== undefined);
  const values = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value]));
  const kind: PacketKind = {
    ethType: integer(values.eth_type ?? values.dl_type),
    ipProto: integer(values.ip_proto ?? values.nw_proto),
  };
  const names = new Map<string, string>();
  return given.map(([name, value]) => {
    const field = fieldName(name, kind);
    const other = names.get(field);
    if (other !== undefined)
      throw new CodecError("bad_value", `${field} is given twice, as ${other} too`, { path: name });
    names.set(field, name);
    return { field, value } as FieldInput;
  });
}

/** A match as an object: the opposite of {@link matchFields}. Masks of addresses that are a prefix are shown as its length. */
export function matchObject(fields: readonly Field[]): MatchObject {
  return Object.fromEntries(
    fields.map(({ field, value, mask }) => {
      const name = field.startsWith("0x") ? field : field.toLowerCase();
      if (mask === undefined) return [name, value];
      return [name, `${shown(value)}/${prefixLength(mask) ?? shown(mask)}`];
    }),
  );
}

function fieldName(name: string, kind: PacketKind): string {
  if (/^0x/i.test(name)) return name;
  const field = fieldOfOlderName(name.toLowerCase(), kind) ?? name.toUpperCase();
  if (Object.hasOwn(fieldMetadata, field)) return field;
  const near = nearest(field, Object.keys(fieldMetadata))?.toLowerCase();
  const hint = near === undefined ? "" : `, did you mean ${near}?`;
  throw new CodecError("bad_type", `${JSON.stringify(name)} is not a match field${hint}`, { path: name });
}

function integer(value: unknown): number | undefined {
  const number = Number(value);
  return value === undefined || Number.isNaN(number) ? undefined : number;
}

function shown(value: unknown): string {
  return typeof value === "number" || typeof value === "bigint" ? `0x${value.toString(16)}` : String(value);
}
