import type { MessageType } from "zof-types";
import type { Before, Letter, TrimStart, Word } from "./text.js";

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
        : LikeName<Before<Before<Before<Word<T>, "{">, "[">, "$">>
    : "";

/** A word that begins as a name does; what ends with a colon is a key. */
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
      : U extends `${infer Name}_${infer Direction extends "REQUEST" | "REPLY"}`
        ? `${Direction}.${Name}` & MessageType
        : never
    : never;

/** The type of a template's message; all types where it cannot be told. */
export type MessageTypeOf<S extends string> =
  TypeWord<S> extends infer W extends string
    ? [CanonicalType<W>] extends [never]
      ? MessageType
      : CanonicalType<W>
    : never;
