/**
 * Reading text in types. Each recursion here is a tail call, of which TypeScript allows 1000; so
 * blanks and lines are skipped several at a time.
 */

type Blank = " " | "\t" | "\r";

/** Without blanks and line breaks in front. */
export type TrimStart<S extends string> = S extends `    ${infer R}`
  ? TrimStart<R>
  : S extends `${Blank | "\n"}${infer R}`
    ? TrimStart<R>
    : S;

/** Without blanks in front, on the same line. */
export type TrimBlanks<S extends string> = S extends `    ${infer R}`
  ? TrimBlanks<R>
  : S extends `${Blank}${infer R}`
    ? TrimBlanks<R>
    : S;

/** What follows the last `D`; all when there is none. */
export type AfterLast<S extends string, D extends string> = S extends `${string}${D}${infer R}`
  ? AfterLast<R, D>
  : S;

/** The last line. */
export type LastLine<S extends string> = S extends `${string}\n${string}\n${string}\n${string}\n${infer R}`
  ? LastLine<R>
  : S extends `${string}\n${string}\n${infer R}`
    ? SecondLine<R>
    : SecondLine<S>;

type SecondLine<S extends string> = S extends `${string}\n${infer R}` ? R : S;

/** What precedes the first `D`; all when there is none. */
export type Before<S extends string, D extends string> = S extends `${infer A}${D}${string}` ? A : S;

/** The word that a value begins with, without quotes: up to a blank, a line break, or what ends a value in flow style. */
export type Word<S extends string> = Bare<
  Before<Before<Before<Before<Before<Before<Before<TrimBlanks<S>, "\n">, "\r">, "\t">, " ">, ",">, "}">, "]">
>;

type Quote = '"' | "'";

/** Without the quotes around it. */
export type Bare<S extends string> = S extends `${Quote}${infer A}${Quote}` ? A : S;

/** Whether the text is known: `false` for `string` and for patterns like `a${string}`. */
export type IsLiteral<S extends string> = Record<never, never> extends Record<S, 1> ? false : true;
