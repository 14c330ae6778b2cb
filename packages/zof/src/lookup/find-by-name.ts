import { nearest } from "zof-codec";
import { reference, type TypeReference } from "zof-types/reference";
import { CommandError } from "../command/command-error.js";
import { spellings } from "../output/multipart-names.js";
import type { Colors } from "../report/colors.js";
import { fieldText, tagValue, typeText } from "./type-text.js";

/** All the names that a type answers to. */
function namesOf(type: TypeReference): string[] {
  if (type.title !== undefined) return [type.id, ...spellings(type.title)];
  if (type.kind !== "member") return [type.id];
  return [type.id, tagValue(type, reference.types[type.union ?? ""]?.wire.union?.tag ?? "")];
}

/** The types of a name, in any case. */
export function typesNamed(name: string): TypeReference[] {
  const wanted = name.toUpperCase();
  const types = Object.values(reference.types);
  return types.filter((type) => namesOf(type).some((each) => each.toUpperCase() === wanted));
}

/** A CommandError for a name that nothing has, with the nearest one. */
export function unknownName(name: string, hint: string): CommandError {
  const names = [...Object.values(reference.types).flatMap(namesOf), ...Object.keys(reference.fields)];
  const guess = nearest(name, names);
  return new CommandError(
    `there is nothing called ${name}${guess === undefined ? `; ${hint}` : `, did you mean ${guess}?`}`,
  );
}

/** Types that are made of others, and have no schema of their own. */
const BUILT_IN: Readonly<Record<string, string>> = {
  FIELD:
    "Field\n  An entry of a match: {field: ETH_DST, value: ..., mask: ...}. zof help --fields lists the fields.\n",
  STAT: "Stat\n  A statistic of a flow entry: {field: BYTE_COUNT, value: ...}. zof help --stats lists them.\n",
  PACKET:
    "Packet\n  The headers of a packet, as {eth_dst: ..., eth_src: ..., eth_type: ..., payload: ...}.\n",
  NESTEDMESSAGE: "NestedMessage\n  A message inside another, with type and msg.\n",
};

/**
 * Everything that a name means, as text: message types in both spellings, schemas, match fields, actions,
 * instructions, values of enumerations and flags. Throws CommandError with the nearest name when there is nothing.
 */
export function helpFor(name: string, colors: Colors): string {
  const wanted = name.toUpperCase();
  const fields = Object.entries(reference.fields).filter(([field]) => field === wanted);
  const builtIn = BUILT_IN[wanted];
  const found = [
    ...(builtIn === undefined ? [] : [builtIn]),
    ...typesNamed(name).map((type) => typeText(type, colors)),
    ...fields.map(([field, about]) => fieldText(field, about, colors)),
  ];
  const all = found.length > 0 ? found : typesWithValue(wanted).map((type) => typeText(type, colors));
  if (all.length === 0)
    throw unknownName(name, "zof help --messages, --fields, --actions, --schema-names list what there is");
  return all.join("\n");
}

/** Enumerations, flags and numbers that have a value of this name. */
function typesWithValue(name: string): TypeReference[] {
  return Object.values(reference.types).filter(({ wire }) => {
    const values = wire.enum?.values ?? wire.flags?.values ?? {};
    const groups = wire.enum?.qualifiedBy === undefined ? [values] : Object.values(values);
    const names = [...groups, ...Object.values(wire.number ?? {})].flatMap((group) =>
      Object.keys(group as object),
    );
    return names.includes(name);
  });
}
