import { CodecError } from "../codec-error.js";
import { nearest } from "../nearest.js";
import type { Put } from "../writer.js";
import { hexName, integerFrom, notedHole, show } from "./integers.js";
import { putUint, SIZE_IN_BYTES, type UintBits } from "./uint.js";

/** Names of the values of one enumeration in one or more protocol versions. */
export class EnumTable<Name extends string> {
  readonly #byValue = new Map<number, Name>();
  readonly #byName: Map<string, number>;
  readonly #digits: number;
  readonly #max: number;

  /**
   * @param type - name of the enumeration, for error messages
   * @param bits - width on the wire
   * @param values - name to value
   */
  constructor(
    readonly type: string,
    readonly bits: UintBits,
    values: Record<Name, number>,
  ) {
    this.#byName = new Map(Object.entries(values) as [Name, number][]);
    for (const [name, value] of this.#byName) this.#byValue.set(value, name as Name);
    this.#digits = bits / 4;
    this.#max = 2 ** bits - 1;
  }

  /** The name of a value; hexadecimal text when it has none. */
  name(value: number): Name | `0x${string}` {
    return this.#byValue.get(value) ?? hexName(value, this.#digits);
  }

  /** The value of a name, an integer, or hexadecimal text; undefined when it is none of them. */
  value(input: unknown): number | undefined {
    if (typeof input === "string") {
      const value = this.#byName.get(input);
      if (value !== undefined) return value;
    } else if (typeof input === "number" && Number.isInteger(input) && input >= 0 && input <= this.#max) {
      return input;
    }
    const integer = integerFrom(input);
    return integer !== undefined && integer >= 0n && integer <= this.#max ? Number(integer) : undefined;
  }

  get names(): string[] {
    return [...this.#byName.keys()];
  }

  readonly put: Put = (writer, offset, input, field) => {
    const value = this.value(input);
    if (value !== undefined) putUint(writer, offset, value, this.bits);
    else if (!notedHole(writer, offset, input, field, this.put, SIZE_IN_BYTES[this.bits])) {
      throw badName(this.type, this.names, input, field);
    }
  };
}

/** The error for a value that is none of the allowed names. */
export function badName(type: string, names: readonly string[], input: unknown, field: string): CodecError {
  if (input === undefined)
    return new CodecError("missing", `a ${type} is required`, { path: field, allowed: names });
  const guess = typeof input === "string" ? nearest(input, names) : undefined;
  const hint = guess === undefined ? `one of ${names.join(", ")}, or an integer` : `did you mean ${guess}?`;
  return new CodecError("bad_value", `${show(input)} is not a ${type}: ${hint}`, {
    path: field,
    allowed: names,
  });
}
