import { Hole } from "zof-codec";
import { isPlainObject } from "../parse/template.js";
import { valueFor } from "../parse/text-hole.js";

/** The values of the arguments, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Makes a value from arguments. */
export type Substitution = (args: Arguments) => unknown;

/**
 * Prepares putting arguments in the place of holes. What has no hole is shared by all results, and
 * must not be changed.
 */
export function substitution(value: unknown): Substitution {
  return changing(value) ?? (() => value);
}

/** The substitution for a value with holes in it; undefined when there is none. */
function changing(value: unknown): Substitution | undefined {
  if (value instanceof Hole) return (args) => valueFor(value, args);
  if (Array.isArray(value)) return changingList(value);
  if (isPlainObject(value)) return changingObject(value);
  return undefined;
}

function changingList(list: readonly unknown[]): Substitution | undefined {
  const items = list.map(changing);
  if (items.every((item) => item === undefined)) return undefined;
  const fill = list.map((item, index) => items[index] ?? (() => item));
  return (args) => fill.map((item) => item(args));
}

function changingObject(object: Readonly<Record<string, unknown>>): Substitution | undefined {
  const changes = Object.entries(object).flatMap(([key, value]) => {
    const change = changing(value);
    return change === undefined ? [] : [{ key, change }];
  });
  if (changes.length === 0) return undefined;
  return (args) => {
    // A copy has the shape of the original at once: half the time of an object made of entries.
    const copy: Record<string, unknown> = { ...object };
    for (const { key, change } of changes) copy[key] = change(args);
    return copy;
  };
}
