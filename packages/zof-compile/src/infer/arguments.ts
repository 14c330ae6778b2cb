import type { ArgumentType } from "./argument-type.js";
import type { Collect, Found } from "./collect.js";
import type { ItemStart } from "./field-value.js";
import type { ValueTypes } from "./key-value.js";
import type { MessageTypeOf } from "./message-type.js";
import type { ReadName } from "./name.js";
import type { IsLiteral, LastLine } from "./text.js";

/** Arguments of a template whose text is not known. */
export type AnyArguments = Record<string, unknown>;

/** The arguments of a template and their types, read from its text. */
export type ArgumentsOf<S extends string> =
  IsLiteral<S> extends true ? Scan<S, ValueTypes<MessageTypeOf<S>>> : AnyArguments;

/**
 * Goes from `$` to `$`. `Line` is what stands before `S` on the same line; `Item` reaches back to
 * before where the last item begins; `Types` are the types by key; `Repeated` are the names found
 * more than once. One tail call for each `$`: TypeScript allows 1000.
 */
type Scan<
  S extends string,
  Types,
  Line extends string = "",
  Item extends string = "",
  All extends Found = never,
  Repeated extends string = never,
> = S extends `${infer Chunk}$${infer Rest}`
  ? Rest extends `$${infer After}`
    ? Scan<After, Types, `${NextLine<Line, Chunk>}$$`, `${NextItem<Item, Chunk>}$$`, All, Repeated>
    : ReadName<Rest> extends [infer Name extends string, infer After extends string]
      ? Scan<
          After,
          Types,
          `${NextLine<Line, Chunk>}$`,
          `${NextItem<Item, Chunk>}$`,
          All | FoundAt<Name, Types, NextLine<Line, Chunk>, NextItem<Item, Chunk>, After>,
          Name extends All[0] ? Repeated | Name : Repeated
        >
      : never
  : Collect<All, Repeated>;

type NextLine<Line extends string, Chunk extends string> = Chunk extends `${string}\n${infer R}`
  ? LastLine<R>
  : `${Line}${Chunk}`;

type NextItem<Item extends string, Chunk extends string> = Chunk extends `${string}${ItemStart}${string}`
  ? Chunk
  : `${Item}${Chunk}`;

/** The argument at a `$`; none within a comment, and an uncertain one where `#` may begin a comment or not. */
type FoundAt<
  Name extends string,
  Types,
  Line extends string,
  Item extends string,
  Rest extends string,
> = Line extends `${infer Before}#${string}`
  ? BeginsComment<Before> extends true
    ? never
    : [Name, unknown, 0]
  : [Name, ArgumentType<Types, Line, Item, Rest>, 1];

type BeginsComment<Before extends string> = Before extends ""
  ? true
  : Before extends `${string}${"'" | '"'}${string}`
    ? false
    : Before extends `${string}${" " | "\t"}`
      ? true
      : false;
