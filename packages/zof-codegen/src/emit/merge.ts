import type { Version } from "../model/version-range.js";
import { versionSuffix } from "./names.js";
import type { CodecFunction } from "./struct.js";

/**
 * Merges the functions of several versions that are the same, and those they call likewise.
 *
 * At first all versions of a function count as one; they are told apart as long as their source differs,
 * or they call functions that were told apart. What remains together is one function.
 */
export function mergeFunctions(functions: readonly CodecFunction[]): { code: string; nameOf: NameOf } {
  const keyOf = (name: string, version: Version) => `${name}@${version}`;
  let classes = new Map(functions.map((each) => [keyOf(each.name, each.version), each.name]));
  for (;;) {
    const next = new Map<string, string>();
    const seen = new Map<string, string>();
    for (const { name, version, code } of functions) {
      const text = `${name}\n${code.replace(CALL, (_, callee, at) => `«${classes.get(`${callee}@${at}`)}»`)}`;
      if (!seen.has(text)) seen.set(text, keyOf(name, version));
      next.set(keyOf(name, version), seen.get(text) ?? "");
    }
    const count = new Set(next.values()).size;
    const before = new Set(classes.values()).size;
    classes = next;
    if (count === before) break;
  }
  const finalName = (key: string): string => {
    const [name = "", version = "1"] = (classes.get(key) ?? unknown(key)).split("@");
    const alone = functions.every(
      (each) => each.name !== name || classes.get(keyOf(name, each.version)) === classes.get(key),
    );
    return alone ? name : `${name}${versionSuffix(Number(version) as Version)}`;
  };
  const printed = functions
    .filter(({ name, version }) => classes.get(keyOf(name, version)) === keyOf(name, version))
    .map(({ name, version, code }) => {
      const calls = code.replace(CALL, (_, callee, at) => finalName(`${callee}@${at}`));
      return calls.replace("%NAME%", finalName(keyOf(name, version)));
    });
  return { code: printed.join("\n\n"), nameOf: (name, version) => finalName(keyOf(name, version)) };
}

/** The final name of the function of a version. */
export type NameOf = (name: string, version: Version) => string;

const CALL = /«(\w+)@(\d)»/g;

function unknown(key: string): never {
  throw new Error(`no function ${key} was generated`);
}
