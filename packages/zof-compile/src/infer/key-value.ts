import type { MessageBodyInputs, MessageType } from "zof-types";

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

/** What tells the members of a union apart stands for text, not for one of the names known today. */
type Discriminator = "action" | "instruction" | "field" | "type";

/** The type of each value in a message of type `T` by its key, wherever in the message it stands. */
export type ValueTypes<T extends MessageType> = {
  [P in
    | Properties<MessageBodyInputs[T]>
    | ["msg", MessageBodyInputs[T]]
    | [Discriminator, string] as P[0]]: P[1];
};

/** The type that a value has by its key; `unknown` where the key does not tell. */
export type KeyValue<Types, Key> = Key extends keyof Types ? Types[Key] : unknown;
