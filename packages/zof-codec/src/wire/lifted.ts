import { CodecError } from "../codec-error.js";
import { show } from "./integers.js";
import type { FieldEntry } from "./oxm-field.js";

/** The value of a field of a match, which may have one of two names; undefined when the match does not have it. */
export function liftField(match: readonly FieldEntry[], name: string, other?: string): unknown {
  for (const { field, value } of match) if (field === name || field === other) return value;
  return undefined;
}

/**
 * The match with properties put into it that the message shows beside it (`in_port` of a PACKET_IN).
 * A property that says other than the match is an error; one that is undefined or zero need not be there,
 * unless there is a value that it stands for when it is not given. Of the names of its field the first is written.
 */
export function withLifted(
  match: readonly FieldEntry[] | undefined,
  properties: readonly (readonly [
    names: readonly [string, string?],
    property: string,
    value: unknown,
    fallback?: unknown,
  ])[],
): readonly FieldEntry[] {
  const given = match ?? [];
  if (!Array.isArray(given)) return given;
  const added: FieldEntry[] = [];
  for (const [names, property, stated, fallback] of properties) {
    const [field] = names;
    const there = liftField(given, ...names);
    const value = stated ?? (there === undefined ? fallback : undefined);
    if (value === undefined) continue;
    if (there === undefined) {
      if (value !== 0 && value !== 0n) added.push({ field, value });
    } else if (String(there) !== String(value)) {
      throw new CodecError("bad_value", `${show(value)}, but ${field} of the match is ${show(there)}`, {
        path: property,
      });
    }
  }
  return added.length === 0 ? given : [...added, ...given];
}
