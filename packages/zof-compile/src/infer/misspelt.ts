import type { ActionInput, FieldValuesInput, InstructionInput } from "zof-types";
import type { CanonicalType, TypeWord } from "./message-type.js";
import type { Letter } from "./name.js";
import type { IsLiteral, LastLine, Word } from "./text.js";

/**
 * The template itself when its names are known, else a sentence that says which is not, which the
 * compiler then shows. What it cannot tell for sure it takes.
 */
export type CheckedText<S extends string> =
  IsLiteral<S> extends true ? ([Misspelt<S>] extends [never] ? S : Misspelt<S>) : S;

type Misspelt<S extends string> =
  | UnknownType<TypeWord<S>>
  | UnknownName<S, "field", keyof FieldValuesInput>
  | UnknownName<S, "action", ActionInput["action"]>
  | UnknownName<S, "instruction", InstructionInput["instruction"]>;

type UnknownType<W extends string> = W extends ""
  ? never
  : [CanonicalType<W>] extends [never]
    ? `unknown message type: ${W}`
    : never;

/** Goes from one `Key: ` to the next. */
type UnknownName<
  S extends string,
  Key extends string,
  Known extends string,
> = S extends `${infer B}${Key}: ${infer R}`
  ? Word<R> extends infer W
    ? W extends Known
      ? UnknownName<R, Key, Known>
      : W extends `${Letter}${string}`
        ? IsKey<B> extends true
          ? `unknown ${Key}: ${W}`
          : UnknownName<R, Key, Known>
        : UnknownName<R, Key, Known>
    : never
  : never;

/** Whether what follows this text is a key, not the end of another word, nor within a comment or quotes. */
type IsKey<B extends string> =
  LastLine<B> extends infer Line extends string
    ? Line extends "" | `${string}${" " | "{" | "["}`
      ? Line extends `${string}${"#" | '"' | "'"}${string}`
        ? false
        : true
      : false
    : false;
