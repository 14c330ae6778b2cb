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
 * The fields of a match with those added that others require; each comes before the field that requires it
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
  const placed = new Set<FieldEntry>();
  // A field that is added counts as the one it is added for: what is wrong with it is wrong there.
  const place = (entry: FieldEntry, index: number): void => {
    if (placed.has(entry)) return;
    placed.add(entry);
    for (const needed of requiredBy(entry, index, given, lookup, prefer)) {
      const own = fields.indexOf(needed);
      place(needed, own < 0 ? index : own);
    }
    result.push(entry);
  };
  for (const [index, entry] of fields.entries()) place(entry, index);
  return result;
}

/** The entries of a match, by what their fields stand for. */
type Given = Map<string, FieldEntry>;

function identityOf(name: string, lookup: FieldLookup): string {
  return lookup.known(name)?.sameAs ?? name;
}

/** The entries that must come before one: those given, and new ones for what is certain. */
function requiredBy(
  entry: FieldEntry,
  index: number,
  given: Given,
  lookup: FieldLookup,
  prefer: Preference,
): FieldEntry[] {
  if (entry.field.startsWith("0x")) return [];
  try {
    const field = lookup.field(entry.field);
    return field.requires.flatMap((prerequisite) => {
      const identity = identityOf(prerequisite.field, lookup);
      const there = given.get(identity);
      if (there !== undefined) {
        check(field, prerequisite, there);
        return [there];
      }
      if (prerequisite.values.length !== 1) return [];
      const added = { field: prefer(lookup.field(prerequisite.field)).name, value: prerequisite.values[0] };
      given.set(identity, added);
      return [added];
    });
  } catch (error) {
    throw error instanceof CodecError ? error.at("match", index) : error;
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

/** More fields than a switch takes: from here on comparing each with each other takes too long. */
const FEW = 64;

/**
 * Whether fields can be written as they are: nothing is to be added or moved, nothing at fault, no value to
 * look at closer.
 * Of many fields that is not said.
 */
export function isComplete(fields: readonly FieldEntry[], lookup: FieldLookup): boolean {
  if (fields.length > FEW) return false;
  for (let i = 0; i < fields.length; i++) {
    const entry = fields[i];
    const known = lookup.known(entry?.field);
    for (let j = 0; j < i; j++) if (fields[j]?.field === entry?.field) return false;
    if (known === undefined) continue;
    if (!known.maskable && entry?.mask !== undefined) return false;
    // Of two fields that stand for the same thing, one at least says so.
    if (known.sameAs !== undefined && indexOfOther(fields, known) >= 0) return false;
    for (const { field, values } of known.requires) {
      const at = indexOf(fields, field, lookup);
      if (at < 0 ? values.length === 1 : at > i || !allows(values, fields[at]?.value)) return false;
    }
  }
  return true;
}

/** Where a match has a field, or another for the same thing; -1 when it has none. */
function indexOf(fields: readonly FieldEntry[], name: string, lookup: FieldLookup): number {
  for (let i = 0; i < fields.length; i++) if (fields[i]?.field === name) return i;
  const field = lookup.known(name);
  return field === undefined ? -1 : indexOfOther(fields, field);
}

/** Where a match has another field for the same thing. */
function indexOfOther(fields: readonly FieldEntry[], field: OxmField): number {
  for (const { name } of field.encodings) {
    if (name === field.name) continue;
    for (let i = 0; i < fields.length; i++) if (fields[i]?.field === name) return i;
  }
  return -1;
}

function allows(values: readonly number[], value: unknown): boolean {
  return values.length === 0 || values.includes(value as number);
}
