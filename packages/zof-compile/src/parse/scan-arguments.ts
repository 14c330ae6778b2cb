import { Hole } from "zof-codec";
import { TextHole } from "./text-hole.js";

const DOLLAR =
  /\$(?:(?<dollar>\$)|(?<bare>[A-Za-z_]\w*)|\{(?<braced>[A-Za-z_]\w*)\}|(?<stray>[^$\s]{0,12}))/g;

const LAST_ASCII = 0x7f;

/**
 * Finds `$name`, `${name}` and `$$` in a value's text: a hole when the argument is all there is, a
 * TextHole when it stands within text, else the text with `$$` turned into `$`.
 *
 * Calls `reject` with a reason for a `$` that begins neither.
 */
export function scanArguments(text: string, reject: (reason: string) => never): string | Hole {
  const parts: (string | Hole)[] = [];
  let literal = "";
  let end = 0;
  for (const found of text.matchAll(DOLLAR)) {
    const { dollar, bare, braced, stray } = found.groups ?? {};
    literal += text.slice(end, found.index);
    end = found.index + found[0].length;
    const name = bare ?? braced;
    if (dollar !== undefined) {
      literal += "$";
    } else if (bare !== undefined && text.charCodeAt(end) > LAST_ASCII) {
      reject(`"$${bare}" does not end clearly: write \${${bare}} before "${text[end]}"`);
    } else if (name !== undefined) {
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push(new Hole(name));
    } else {
      reject(`"$${stray ?? ""}" is not an argument ($name or \${name}); write $$ for a dollar sign`);
    }
  }
  literal += text.slice(end);
  const [only] = parts;
  if (only instanceof Hole && parts.length === 1 && literal === "") return only;
  if (parts.length === 0) return literal;
  return new TextHole(literal === "" ? parts : [...parts, literal]);
}
