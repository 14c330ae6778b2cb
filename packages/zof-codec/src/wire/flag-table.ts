import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
import { nearest } from "../nearest.js";
import type { Put } from "../writer.js";
import { hexName, integerFrom, notedHole, show } from "./integers.js";
import { putUint, SIZE_IN_BYTES, type UintBits } from "./uint.js";

/** One name of a flag set: a single bit, or one value of a field of several bits (then `mask` is the field). */
export interface Flag {
  readonly value: number;
  readonly mask: number;
}

/** A set of flags, as an array of names; bits without a name follow as one hexadecimal string. */
export class FlagTable<Name extends string> {
  readonly #flags: readonly (readonly [Name, number, number])[];
  readonly #byName: Map<string, Flag>;
  readonly #known: number;

  constructor(
    readonly type: string,
    readonly bits: UintBits,
    flags: Record<Name, Flag>,
  ) {
    const entries = Object.entries(flags) as [Name, Flag][];
    this.#flags = entries.map(([name, flag]) => [name, flag.value, flag.mask]);
    this.#byName = new Map(entries);
    this.#known = entries.reduce((all, [, flag]) => (all | flag.mask) >>> 0, 0);
  }

  /** The names of the bits set. */
  list(value: number): (Name | `0x${string}`)[] {
    const names: (Name | `0x${string}`)[] = [];
    let unknown = (value & ~this.#known) >>> 0;
    let unnamed = (value & this.#known) >>> 0;
    for (const [name, bits, mask] of this.#flags) {
      if ((value & mask) >>> 0 !== bits) continue;
      names.push(name);
      unnamed = (unnamed & ~mask) >>> 0;
    }
    unknown = (unknown | unnamed) >>> 0;
    if (unknown !== 0) names.push(hexName(unknown, this.bits / 4));
    return names;
  }

  /** The bits of one name, integer or hexadecimal text; undefined when it is none of them. */
  value(input: unknown): number | undefined {
    if (typeof input === "string") {
      const flag = this.#byName.get(input);
      if (flag !== undefined) return flag.value;
    }
    const integer = integerFrom(input);
    const fits = integer !== undefined && integer >= 0n && integer < 2n ** BigInt(this.bits);
    return fits ? Number(integer) : undefined;
  }

  get names(): string[] {
    return [...this.#byName.keys()];
  }

  readonly put: Put = (writer, offset, input, field) => {
    if (notedHole(writer, offset, input, field, this.put, SIZE_IN_BYTES[this.bits])) return;
    putUint(writer, offset, this.#bits(input, field), this.bits);
  };

  #bits(input: unknown, field: string): number {
    if (!Array.isArray(input)) {
      const code = input === undefined ? "missing" : "bad_value";
      throw new CodecError(code, `a list of ${this.type} is required, as [${this.names[0] ?? ""}]`, {
        path: field,
      });
    }
    let bits = 0;
    for (const [index, name] of input.entries()) {
      const value = this.value(name);
      // The bits of the others cannot be patched around one that comes later.
      if (name instanceof Hole) throw new VariableHole(name);
      if (value === undefined) throw this.#bad(name, `${field}[${index}]`);
      bits = (bits | value) >>> 0;
    }
    return bits;
  }

  #bad(name: unknown, field: string): CodecError {
    const guess = typeof name === "string" ? nearest(name, this.names) : undefined;
    const hint = guess === undefined ? `one of ${this.names.join(", ")}` : `did you mean ${guess}?`;
    return new CodecError("bad_value", `${show(name)} is not one of ${this.type}: ${hint}`, {
      path: field,
      allowed: this.names,
    });
  }
}
