import type { Before } from "./text.js";

type Lower =
  | ("a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k" | "l" | "m")
  | ("n" | "o" | "p" | "q" | "r" | "s" | "t" | "u" | "v" | "w" | "x" | "y" | "z");

/** What a name begins with. */
export type Letter = Lower | Uppercase<Lower> | "_";

/** What a name consists of. */
type NameCharacter = Letter | "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/** What cannot stand in a name. */
type NoName =
  | ("!" | '"' | "#" | "$" | "%" | "&" | "'" | "(" | ")" | "*" | "+" | "-" | "." | "/" | ":" | ";")
  | ("<" | "=" | ">" | "?" | "@" | "[" | "\\" | "]" | "^" | "`" | "{" | "|" | "~" | "\t" | "\r");

/** The name that the text begins with, in braces or not, and what follows it. */
export type ReadName<S extends string> = S extends `{${infer Name}}${infer After}`
  ? [Name, After]
  : Before<Before<Before<Before<S, "\n">, "}">, ",">, " "> extends infer Name extends string
    ? Name extends `${string}${NoName}${string}`
      ? ReadBare<S, "">
      : S extends `${Name}${infer After}`
        ? [Name, After]
        : never
    : never;

/** The same, one character at a time. */
type ReadBare<S extends string, Name extends string> = S extends `${infer C}${infer R}`
  ? C extends NameCharacter
    ? ReadBare<R, `${Name}${C}`>
    : [Name, S]
  : [Name, ""];
