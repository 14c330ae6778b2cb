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

/** Which of the fields that stand for the same thing is put into a match, where one has to be added. */
export type Preference = (field: OxmField) => OxmField;

/**
 * The fields of a match with those added that others require, in front of the field that requires them
 * (OpenFlow 1.3.5 section 7.2.3.6). Only what is certain is added: a TCP port says IP_PROTO 6, but not
 * whether ETH_TYPE is IPv4 or IPv6. Fields that stand for the same thing (IP_PROTO, NX_IP_PROTO) count as one.
 *
 * @param prefer - default: the field that the other one names.
 * @throws CodecError when a field stands twice, or one required has another value.
 */
export function withPrerequisites(
  fields: readonly FieldEntry[],
  lookup: FieldLookup,
  prefer: Preference = (field) => field,
): readonly FieldEntry[] {
  const given: Given = new Map();
  for (const [index, entry] of fields.entries()) {
    if (entry === null || typeof entry !== "object" || typeof entry.field !== "string") return fields;
    const identity = identityOf(entry.field, lookup);
    const other = given.get(identity);
    if (other !== undefined) {
      const reason =
        other.field === entry.field
          ? `${entry.field} stands twice`
          : `${entry.field} is the same as ${other.field}, which the match has already`;
      throw new CodecError("bad_value", reason, { path: `match[${index}].field` });
    }
    given.set(identity, entry);
  }
  const result: FieldEntry[] = [];
  for (const [index, entry] of fields.entries()) {
    if (!entry.field.startsWith("0x")) {
      try {
        require(lookup.field(entry.field), given, result, lookup, prefer);
      } catch (error) {
        throw error instanceof CodecError ? error.at("match", index) : error;
      }
    }
    result.push(entry);
  }
  return result;
}

/** The entries of a match, by what their fields stand for. */
type Given = Map<string, FieldEntry>;

function identityOf(name: string, lookup: FieldLookup): string {
  return lookup.known(name)?.sameAs ?? name;
}

function require(
  field: OxmField,
  given: Given,
  result: FieldEntry[],
  lookup: FieldLookup,
  prefer: Preference,
): void {
  for (const prerequisite of field.requires) {
    const identity = identityOf(prerequisite.field, lookup);
    const there = given.get(identity);
    if (there !== undefined) check(field, prerequisite, there);
    else if (prerequisite.values.length === 1) {
      const needed = prefer(lookup.field(prerequisite.field));
      const entry = { field: needed.name, value: prerequisite.values[0] };
      given.set(identity, entry);
      require(needed, given, result, lookup, prefer);
      result.push(entry);
    }
  }
}

function check(field: OxmField, prerequisite: Prerequisite, { field: name, value }: FieldEntry): void {
  if (prerequisite.values.length === 0) return;
  // Whether the value fits is not known before it is given: the template cannot be encoded ahead.
  if (value instanceof Hole) throw new VariableHole(value);
  const number = integerFrom(value);
  if (number === undefined || prerequisite.values.some((allowed) => BigInt(allowed) === number)) return;
  const allowed = prerequisite.values.map((each) => hexName(each, 2)).join(" or ");
  const reason = `${field.name} needs ${name} ${allowed}, but the match has ${hexName(number, 2)}`;
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
    // Of two fields that stand for the same thing, one at least says so.
    if (known.sameAs !== undefined && findOther(fields, known) !== undefined) return false;
    for (const { field, values } of known.requires) {
      const needed = find(fields, field) ?? findOther(fields, lookup.known(field));
      if (needed === undefined ? values.length === 1 : !allows(values, needed.value)) return false;
    }
  }
  return true;
}

function find(fields: readonly FieldEntry[], name: string): FieldEntry | undefined {
  for (const entry of fields) if (entry?.field === name) return entry;
  return undefined;
}

/** An entry for the same thing as a field, under another name. */
function findOther(fields: readonly FieldEntry[], field: OxmField | undefined): FieldEntry | undefined {
  if (field === undefined || field.encodings.length === 1) return undefined;
  for (const { name } of field.encodings) {
    const entry = name === field.name ? undefined : find(fields, name);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function allows(values: readonly number[], value: unknown): boolean {
  return values.length === 0 || values.includes(value as number);
}
