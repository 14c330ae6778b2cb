import type { MessageType } from "zof-types";
import type { ArgumentType } from "./argument-type.js";
import type { Collect, Found } from "./collect.js";
import type { MessageTypeOf } from "./message-type.js";
import type { IsLiteral, LastLine, NameCharacter } from "./text.js";

/** Arguments of a template whose text is not known. */
export type AnyArguments = Record<string, unknown>;

/** The arguments of a template and their types, read from its text. */
export type ArgumentsOf<S extends string> =
  IsLiteral<S> extends true ? Collect<Scan<S, MessageTypeOf<S>>> : AnyArguments;

/**
 * Goes from `$` to `$`. `Line` is what stands before `S` on the same line; `Item` reaches back to
 * before the last `{` or `- `.
 */
type Scan<
  S extends string,
  T extends MessageType,
  Line extends string = "",
  Item extends string = "",
  All extends Found = never,
> = S extends `${infer Chunk}$${infer Rest}`
  ? Rest extends `$${infer After}`
    ? Scan<After, T, `${NextLine<Line, Chunk>}$$`, `${NextItem<Item, Chunk>}$$`, All>
    : ReadName<Rest> extends [infer Name extends string, infer After extends string]
      ? Scan<
          After,
          T,
          `${NextLine<Line, Chunk>}$`,
          `${NextItem<Item, Chunk>}$`,
          All | FoundAt<Name, T, NextLine<Line, Chunk>, NextItem<Item, Chunk>, After>
        >
      : never
  : All;

type NextLine<Line extends string, Chunk extends string> = Chunk extends `${string}\n${infer R}`
  ? LastLine<R>
  : `${Line}${Chunk}`;

type NextItem<Item extends string, Chunk extends string> = Chunk extends `${string}${"{" | "- "}${string}`
  ? Chunk
  : `${Item}${Chunk}`;

/** The name at the start of the text, and what follows it. */
type ReadName<S extends string> = S extends `{${infer Name}}${infer After}` ? [Name, After] : ReadBare<S, "">;

type ReadBare<S extends string, Name extends string> = S extends `${infer C}${infer R}`
  ? C extends NameCharacter
    ? ReadBare<R, `${Name}${C}`>
    : [Name, S]
  : [Name, ""];

/** The argument at a `$`; none within a comment, and an uncertain one where `#` may begin a comment or not. */
type FoundAt<
  Name extends string,
  T extends MessageType,
  Line extends string,
  Item extends string,
  Rest extends string,
> = Line extends `${infer Before}#${string}`
  ? BeginsComment<Before> extends true
    ? never
    : [Name, unknown, 0]
  : [Name, ArgumentType<T, Line, Item, Rest>, 1];

type BeginsComment<Before extends string> = Before extends ""
  ? true
  : Before extends `${string}${"'" | '"'}${string}`
    ? false
    : Before extends `${string}${" " | "\t"}`
      ? true
      : false;
