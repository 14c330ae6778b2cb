import { Hole, hexText } from "zof-codec";

/**
 * A hole for text with arguments in it, as `port-$n`: the encoders see one hole, which takes the
 * text with the arguments' values put in.
 */
export class TextHole extends Hole {
  constructor(
    /** Text and the holes between it, in order. */
    readonly parts: readonly (string | Hole)[],
  ) {
    super(parts.map((part) => (typeof part === "string" ? part : `\${${part.name}}`)).join(""));
  }

  /** The text for these arguments: numbers in decimal, bytes in hexadecimal. */
  fill(args: Readonly<Record<string, unknown>>): string {
    return this.parts.map((part) => (typeof part === "string" ? part : textOf(args[part.name]))).join("");
  }
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? hexText(value) : String(value);
}

/** The names of the arguments that a hole takes. */
export function argumentsOf(hole: Hole): string[] {
  return hole instanceof TextHole
    ? hole.parts.flatMap((p) => (typeof p === "string" ? [] : [p.name]))
    : [hole.name];
}

/** The value that a hole gets from the arguments. */
export function valueFor(hole: Hole, args: Readonly<Record<string, unknown>>): unknown {
  return hole instanceof TextHole ? hole.fill(args) : args[hole.name];
}
