import { CodecError } from "zof-codec";
import { Hole, VariableHole, Writer } from "zof-codec/wire";
import { oxm, oxs } from "../gen/codec.js";
import { leaves } from "../gen/leaves.js";

/** Where the codec writes what is only to be checked. */
const scratch = new Writer(256);

/** Why the codec does not take a value of a leaf type; undefined when it does. Holes of templates are taken. */
export function leafError(leaf: string, value: unknown): CodecError | undefined {
  if (value instanceof Hole) return undefined;
  scratch.length = 0;
  scratch.patches = [];
  try {
    const [kind, ...tags] = leaf.split("+");
    if (kind === "Field") checkField(value, tags, oxm);
    else if (kind === "Stat") checkField(value, tags, oxs);
    else leaves[leaf]?.(scratch, scratch.reserve(32), value, "");
    return undefined;
  } catch (error) {
    if (error instanceof CodecError) return error;
    if (error instanceof VariableHole) return undefined;
    throw error;
  }
}

/** The check of one leaf type, as the generated validators call it. */
export function leafCheck(leaf: string): (value: unknown) => boolean {
  return (value) => leafError(leaf, value) === undefined;
}

const FIELD_KEYS: readonly string[] = ["field", "value", "mask"];

function checkField(value: unknown, tags: readonly string[], codec: typeof oxm): void {
  if (value === null || typeof value !== "object") throw new CodecError("bad_value", "an object is expected");
  const entry = value as { field: unknown; value: unknown; mask?: unknown };
  for (const key of Object.keys(entry)) {
    if (FIELD_KEYS.includes(key) || tags.includes(key)) continue;
    throw new CodecError("bad_type", `unknown property, one of ${FIELD_KEYS.join(", ")} expected`, {
      path: key,
    });
  }
  if (entry.field instanceof Hole) return;
  codec.writeField(scratch, entry as never);
}
