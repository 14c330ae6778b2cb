import { nearest } from "zof-codec";
import { messageTypes } from "zof-types";
import { CommandError } from "../command/command-error.js";
import { spellings } from "../output/multipart-names.js";

/** Whether messages of a type are wanted. */
export type TypeFilter = (type: string) => boolean;

/**
 * Keeps types that fit one of the patterns of `include` (all without) and none of `exclude`. A pattern has `*`
 * for any text and `?` for one character, in any case, for either spelling of multipart types.
 *
 * @throws CommandError when there is no message type that a pattern fits.
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
  const expression = new RegExp(`^${source}$`, "i");
  const names = messageTypes.flatMap(spellings);
  if (names.some((name) => expression.test(name))) return expression;
  const guess = nearest(glob.trim().toUpperCase(), names);
  const hint = guess === undefined ? "zof help --messages lists them" : `did you mean ${guess}?`;
  throw new CommandError(`there is no message type ${glob.trim()}, ${hint}`);
}
