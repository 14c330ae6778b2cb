import type { Put } from "../writer.js";
import { badName, EnumTable } from "./enum-table.js";
import { notedHole } from "./integers.js";
import { putUint, SIZE_IN_BYTES, type UintBits } from "./uint.js";

/** A number some of whose values have reserved names: ports, tables, groups, queues, buffers. */
export class NumberTable<Name extends string> {
  readonly #reserved: EnumTable<Name>;
  readonly #byValue: Map<number, Name>;
  readonly #lowest: number;

  /**
   * @param reserved - name to value; of two names with one value the first is the one decoded to
   */
  constructor(
    readonly type: string,
    readonly bits: UintBits,
    reserved: Record<Name, number>,
  ) {
    this.#reserved = new EnumTable(type, bits, reserved);
    const entries = Object.entries(reserved) as [Name, number][];
    this.#byValue = new Map(entries.map(([name, value]) => [value, name] as const).reverse());
    this.#lowest = Math.min(...this.#byValue.keys());
  }

  /** The number, or its name when it is reserved. */
  name(value: number): number | Name {
    return value < this.#lowest ? value : (this.#byValue.get(value) ?? value);
  }

  value(input: unknown): number | undefined {
    return this.#reserved.value(input);
  }

  get names(): string[] {
    return this.#reserved.names;
  }

  readonly put: Put = (writer, offset, input, field) => {
    const value = this.value(input);
    if (value !== undefined) putUint(writer, offset, value, this.bits);
    else if (!notedHole(writer, offset, input, field, this.put, SIZE_IN_BYTES[this.bits])) {
      throw badName(this.type, this.names, input, field);
    }
  };
}
