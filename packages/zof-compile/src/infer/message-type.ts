import type { MessageType } from "zof-types";
import type { Letter } from "./name.js";
import type { Before, TrimBlanks, TrimStart, Word } from "./text.js";

/** From the first line with text in it that is no comment. */
type FirstText<S extends string> =
  TrimStart<S> extends `#${infer Rest}`
    ? Rest extends `${string}\n${infer Next}`
      ? FirstText<Next>
      : ""
    : TrimStart<S>;

/** The word where the type stands, in long or short form; "" where only a YAML reader could tell. */
export type TypeWord<S extends string> =
  FirstText<S> extends infer T extends string
    ? T extends `type:${infer R}` | `${"'" | '"'}type${"'" | '"'}:${infer R}`
      ? LikeName<Word<R>>
      : T extends `{${infer Flow}`
        ? TrimStart<Flow> extends `type:${infer R}` | `${"'" | '"'}type${"'" | '"'}:${infer R}`
          ? LikeName<Word<R>>
          : ""
        : ShortType<T, Before<Before<Before<Word<T>, "{">, "[">, "$">>
    : "";

/** The first word of the short form; what a colon follows, after blanks too, is a key. */
type ShortType<T extends string, W extends string> = T extends `${W}${infer R}`
  ? TrimBlanks<R> extends `:${string}`
    ? ""
    : LikeName<W>
  : "";

/** A word that begins as a name does, and has no colon in it, as keys have. */
type LikeName<W extends string> = W extends `${string}:${string}`
  ? ""
  : W extends `${infer First}${string}`
    ? First extends Letter
      ? W
      : ""
    : "";

/** The message type that a word means, in any case and in both spellings of multipart messages; `never` for none. */
export type CanonicalType<W extends string> =
  Uppercase<W> extends infer U
    ? U extends MessageType
      ? U
      : U extends `${infer Name}_REQUEST`
        ? `REQUEST.${Name}` & MessageType
        : U extends `${infer Name}_REPLY`
          ? `REPLY.${Name}` & MessageType
          : never
    : never;

/** The type of a template's message; all types where it cannot be told. */
export type MessageTypeOf<S extends string> =
  TypeWord<S> extends infer W extends string
    ? [CanonicalType<W>] extends [never]
      ? MessageType
      : CanonicalType<W>
    : never;
