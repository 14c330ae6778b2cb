import type { MessageKeyTypes, MessageType } from "zof-types";

/** The type of each value in a message of type `T` by its key, wherever in the message it stands. */
export type ValueTypes<T extends MessageType> = MessageKeyTypes[T];

/** The type that a value has by its key; `unknown` where the key does not tell. */
export type KeyValue<Types, Key> = Key extends keyof Types ? Types[Key] : unknown;
