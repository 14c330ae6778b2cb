import { spellings } from "../output/multipart-names.js";

/** Whether messages of a type are wanted. */
export type TypeFilter = (type: string) => boolean;

/**
 * Keeps types that fit one of the patterns of `include` (all without) and none of `exclude`. A pattern has `*`
 * for any text and `?` for one character, in any case, for either spelling of multipart types.
 */
export function typeFilter(include: readonly string[], exclude: readonly string[]): TypeFilter {
  const wanted = include.map(pattern);
  const unwanted = exclude.map(pattern);
  const known = new Map<string, boolean>();
  return (type) => {
    let result = known.get(type);
    if (result === undefined) {
      const names = spellings(type);
      const fits = (expression: RegExp) => names.some((name) => expression.test(name));
      result = (wanted.length === 0 || wanted.some(fits)) && !unwanted.some(fits);
      known.set(type, result);
    }
    return result;
  };
}

function pattern(glob: string): RegExp {
  const source = glob
    .trim()
    .replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i");
}
