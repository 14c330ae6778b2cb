/**
 * A placeholder in a message template for a value that is given later.
 *
 * The encoders meet it where they would meet the value: a hole of fixed size is noted in the writer
 * with its offset and the function that will write it (see `Writer.patches`).
 */
export class Hole {
  constructor(
    /** Name of the argument, without `$`. */
    readonly name: string,
  ) {}
}

/** Thrown when a hole stands for something of variable size: the template cannot be encoded ahead. */
export class VariableHole extends Error {
  override readonly name = "VariableHole";
  constructor(readonly hole: Hole) {
    super(`$${hole.name} stands for a value of variable size`);
  }
}
