import type { FieldValuesInput } from "zof-types";
import type { AfterLast, Word } from "./text.js";

/** What list items and mappings in braces begin with. */
export type ItemStart = "{" | "- " | "-\t" | "-\r" | "-\n";

/**
 * The type of a `value` or `mask` by the `field` that stands before it in the same item. `Text` is
 * what precedes it, from before the item's start. `unknown` where the item may be another.
 */
export type FieldValue<Text extends string> =
  Item<Text> extends infer I extends string
    ? I extends `${string}}${string}`
      ? unknown
      : I extends `${string}field${"" | "'" | '"'}:${infer R}`
        ? Word<R> extends infer Field extends keyof FieldValuesInput
          ? FieldValuesInput[Field]
          : unknown
        : unknown
    : unknown;

/** The item up to here; nothing when a comment could hide where it begins. */
type Item<Text extends string> = Text extends `${string}#${string}`
  ? AfterLast<Text, "#"> extends `${string}\n${infer R}`
    ? R extends `${string}${ItemStart}${string}`
      ? AfterStart<R>
      : ""
    : ""
  : AfterStart<Text>;

type AfterStart<S extends string> = S extends `${string}${"-\t" | "-\r" | "-\n"}${string}`
  ? AfterLast<AfterLast<AfterLast<AfterBlankDash<S>, "-\t">, "-\r">, "-\n">
  : AfterBlankDash<S>;

type AfterBlankDash<S extends string> = AfterLast<AfterLast<S, "{">, "- ">;
