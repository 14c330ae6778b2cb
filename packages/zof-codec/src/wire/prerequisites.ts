import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import { hexName, integerFrom } from "./integers.js";
import type { FieldEntry, OxmField, Prerequisite } from "./oxm-field.js";

/** Looks up a match field; throws when there is none of that name. */
export interface FieldLookup {
  field(name: unknown): OxmField;
  /** The same, but undefined when there is none. */
  known(name: unknown): OxmField | undefined;
}

/**
 * The fields of a match with those added that others require, in front of the field that requires them
 * (OpenFlow 1.3.5 section 7.2.3.6). Only what is certain is added: a TCP port says IP_PROTO 6, but not
 * whether ETH_TYPE is IPv4 or IPv6.
 *
 * @throws CodecError when a field stands twice, or one required has another value.
 */
export function withPrerequisites(fields: readonly FieldEntry[], lookup: FieldLookup): readonly FieldEntry[] {
  const given = new Map<string, unknown>();
  for (const [index, entry] of fields.entries()) {
    if (entry === null || typeof entry !== "object" || typeof entry.field !== "string") return fields;
    if (given.has(entry.field)) {
      throw new CodecError("bad_value", `${entry.field} stands twice`, { path: `match[${index}].field` });
    }
    given.set(entry.field, entry.value);
  }
  const result: FieldEntry[] = [];
  for (const [index, entry] of fields.entries()) {
    if (!entry.field.startsWith("0x")) {
      try {
        require(lookup.field(entry.field), given, result, lookup);
      } catch (error) {
        throw error instanceof CodecError ? error.at("match", index) : error;
      }
    }
    result.push(entry);
  }
  return result;
}

function require(
  field: OxmField,
  given: Map<string, unknown>,
  result: FieldEntry[],
  lookup: FieldLookup,
): void {
  for (const prerequisite of field.requires) {
    const needed = lookup.field(prerequisite.field);
    const name = given.has(needed.name) ? needed.name : twinOf(needed.name);
    if (given.has(name)) check(field, prerequisite, given.get(name));
    else if (prerequisite.values.length === 1) {
      const value = prerequisite.values[0];
      given.set(needed.name, value);
      require(needed, given, result, lookup);
      result.push({ field: needed.name, value });
    }
  }
}

function check(field: OxmField, prerequisite: Prerequisite, value: unknown): void {
  if (prerequisite.values.length === 0) return;
  // Whether the value fits is not known before it is given: the template cannot be encoded ahead.
  if (value instanceof Hole) throw new VariableHole(value);
  const number = integerFrom(value);
  if (number === undefined || prerequisite.values.some((allowed) => BigInt(allowed) === number)) return;
  const allowed = prerequisite.values.map((each) => hexName(each, 2)).join(" or ");
  const reason = `${field.name} needs ${prerequisite.field} ${allowed}, but the match has ${hexName(number, 2)}`;
  throw new CodecError("bad_value", reason, { path: "field" });
}

/** Whether fields can be written as they are: nothing is to be added, nothing at fault, no value to look at closer. */
export function isComplete(fields: readonly FieldEntry[], lookup: FieldLookup): boolean {
  for (let i = 0; i < fields.length; i++) {
    const entry = fields[i];
    const known = lookup.known(entry?.field);
    for (let j = 0; j < i; j++) if (fields[j]?.field === entry?.field) return false;
    if (known === undefined) continue;
    if (!known.maskable && entry?.mask !== undefined) return false;
    for (const { field, values } of known.requires) {
      const needed = find(fields, field) ?? find(fields, twinOf(field));
      if (needed === undefined ? values.length === 1 : !allows(values, needed.value)) return false;
    }
  }
  return true;
}

/**
 * The other name of a field that both OpenFlow and Nicira have, `ETH_TYPE` and `NX_ETH_TYPE`: what one requires the
 * other fulfils, and a switch takes both in one match for the same field twice.
 */
function twinOf(name: string): string {
  return name.startsWith("NX_") ? name.slice("NX_".length) : `NX_${name}`;
}

function find(fields: readonly FieldEntry[], name: string): FieldEntry | undefined {
  for (const entry of fields) if (entry?.field === name) return entry;
  return undefined;
}

function allows(values: readonly number[], value: unknown): boolean {
  return values.length === 0 || values.includes(value as number);
}
