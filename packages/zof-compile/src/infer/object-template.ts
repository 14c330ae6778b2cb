import type { Message, MessageInput, MessageType } from "zof-types";
import type { Argument } from "../argument.js";
import type { Collect, Found } from "./collect.js";
import type { PartFor } from "./reply-part.js";

/** A message as an object, with arguments where values stand. */
export type ObjectTemplate = MessageInput extends infer M
  ? M extends { type: MessageType }
    ? { [K in keyof M]: K extends "msg" | "flags" ? WithArguments<M[K]> : M[K] }
    : never
  : never;

/** A value, or an argument for it, and so on for all values in it. */
type WithArguments<T> = Inner<T> | Argument<string, Exclude<T, undefined>>;

/** What tells the members of a union apart cannot be an argument. */
type Discriminator = "action" | "instruction" | "field";

type Inner<T> = T extends string | number | bigint | boolean | Uint8Array | undefined | null
  ? T
  : T extends readonly (infer Item)[]
    ? readonly WithArguments<Item>[]
    : T extends object
      ? { [K in keyof T]: K extends Discriminator ? T[K] : WithArguments<T[K]> }
      : T;

/** The arguments in an object template and their types. */
export type ObjectArguments<O> = ArgumentsIn<O> extends infer F extends Found ? Collect<F, F[0]> : never;

type ArgumentsIn<O> =
  O extends Argument<infer Name, infer Type>
    ? [Name, Type, 1]
    : O extends string | number | bigint | boolean | Uint8Array | undefined | null
      ? never
      : O extends readonly (infer Item)[]
        ? ArgumentsIn<Item>
        : O extends object
          ? { [K in keyof O]: ArgumentsIn<O[K]> }[keyof O]
          : never;

/** The message that answers an object template. */
export type ObjectReplyPart<O> = O extends { type: infer T extends MessageType } ? PartFor<T> : Message;
