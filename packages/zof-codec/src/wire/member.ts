import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import { nearest } from "../nearest.js";
import { show } from "./integers.js";
import { notA } from "./list.js";

/** Makes sure that a value is an object before its properties are written. */
export function checkObject(value: unknown): void {
  if (value === null || typeof value !== "object" || value instanceof Hole) throw notA("object", value, "");
}

/** Makes sure that a property which must be there is there. */
export function checkGiven(value: unknown, name: string): void {
  if (value === undefined) throw new CodecError("missing", `${name} is required`, { path: name });
}

/** The error for an action, instruction or other member of a union that a version does not have, or nobody has. */
export function badMember(
  tag: string,
  value: unknown,
  here: readonly string[],
  everywhere: readonly string[],
  version: number,
): Error {
  if (value instanceof Hole) return new VariableHole(value);
  if (value === undefined)
    return new CodecError("missing", `an ${tag} is required`, { path: tag, allowed: here });
  if (typeof value === "string" && everywhere.includes(value)) {
    return new CodecError("bad_type", `OpenFlow 1.${version - 1} has no ${tag} ${value}`, {
      path: tag,
      allowed: here,
    });
  }
  const guess = typeof value === "string" ? nearest(value, here) : undefined;
  const hint = guess === undefined ? `one of ${here.join(", ")}` : `did you mean ${guess}?`;
  return new CodecError("bad_type", `${show(value)} is not an ${tag}: ${hint}`, { path: tag, allowed: here });
}

/** The error for a member that a version has only for certain values of a property, as SET_FIELD in OpenFlow 1.0. */
export function badForm(
  member: string,
  property: string,
  value: unknown,
  allowed: readonly (string | undefined)[],
  version: number,
): Error {
  if (value instanceof Hole) return new VariableHole(value);
  const reason = `OpenFlow 1.${version - 1} has ${member} only for ${[...new Set(allowed)].join(", ")}, not ${show(value)}`;
  return new CodecError(value === undefined ? "missing" : "bad_value", reason, { path: property });
}
