import type { FieldValue } from "./field-value.js";
import type { KeyValue } from "./key-value.js";
import type { AfterLast, Bare, TrimBlanks } from "./text.js";

/** What may stand within text. */
type InText = string | number | bigint | boolean | Uint8Array;

/**
 * An argument's type from what stands around it: `Line` is the text before it on its line, `Item`
 * reaches back to before the start of the list item or mapping, `Rest` follows its name.
 */
export type ArgumentType<Types, Line extends string, Item extends string, Rest extends string> =
  WithoutDash<
    TrimBlanks<AfterLast<AfterLast<AfterLast<Line, "{">, "[">, ",">>
  > extends `${infer Key}:${infer Value}`
    ? TrimBlanks<Value> extends infer V
      ? IsWhole<V, Rest> extends true
        ? Bare<Key> extends infer K extends string
          ? K extends "value" | "mask"
            ? FieldValue<Item>
            : KeyValue<Types, K>
          : unknown
        : InText
      : unknown
    : unknown;

type WithoutDash<S extends string> = S extends `- ${infer R}` ? WithoutDash<TrimBlanks<R>> : S;

/** Whether an argument is all of a value: nothing but quotes before and after. */
type IsWhole<Value, Rest extends string> = Value extends ""
  ? Rest extends "" | `${EndOfValue}${string}`
    ? true
    : Rest extends `${" " | "\t"}${infer R}`
      ? TrimBlanks<R> extends "" | `${EndOfValue | "#"}${string}`
        ? true
        : false
      : false
  : Value extends '"' | "'"
    ? Rest extends `${Value}${string}`
      ? true
      : false
    : false;

type EndOfValue = "\n" | "\r" | "," | "}" | "]";
