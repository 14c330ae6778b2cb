import type { FieldValuesInput, MessageBodyInputs, MessageType } from "zof-types";
import type { AfterLast, Word } from "./text.js";

/** Nesting that is looked into; deeper properties are `unknown`. */
type Depth = [1, 1, 1, 1, 1, 1];

/** All properties in a message's body as [name, type]; match fields are left to FieldValue. */
type Properties<Body, Left extends 1[] = Depth> = Left extends [1, ...infer Less extends 1[]]
  ? Body extends readonly (infer Item)[]
    ? Properties<Item, Less>
    : Body extends Uint8Array | { field: unknown }
      ? never
      : Body extends object
        ? {
            [K in keyof Body & string]-?: [K, Exclude<Body[K], undefined>] | Properties<Body[K], Less>;
          }[keyof Body & string]
        : never
  : never;

/** The type of each property by its name, wherever in the message it stands. */
type PropertyTypes<T extends MessageType> = {
  [P in Properties<MessageBodyInputs[T]> as P[0]]: P[1];
};

/** Names of these stand for text, not for one of the names known today. */
type Discriminator = "action" | "instruction" | "field" | "type";

/** The type that a value has by its key; `unknown` where the key does not tell. */
export type KeyValue<T extends MessageType, Key extends string> = Key extends Discriminator
  ? string
  : Key extends "msg"
    ? MessageBodyInputs[T]
    : Key extends keyof PropertyTypes<T>
      ? PropertyTypes<T>[Key]
      : unknown;

/**
 * The type of a `value` or `mask` by the `field` that stands before it in the same item. `Text` is
 * what precedes it, from before the item's `{` or `- `.
 */
export type FieldValue<Text extends string> =
  AfterLast<AfterLast<Text, "{">, "- "> extends infer Item extends string
    ? Item extends `${string}${"}" | "#"}${string}`
      ? unknown
      : Item extends `${string}field${"" | "'" | '"'}:${infer R}`
        ? Word<R> extends infer Field extends keyof FieldValuesInput
          ? FieldValuesInput[Field]
          : unknown
        : unknown
    : unknown;
