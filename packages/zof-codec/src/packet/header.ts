import { CodecError } from "../codec-error.js";
import type { FieldInputs, FieldTable, FieldValues } from "./field.js";
import type { Slot } from "./layout.js";

/** What a transport header must know of the IP header around it, for its checksum. */
export interface PseudoHeader {
  /** The sum of the pseudo-header's words (RFC 9293 section 3.1, RFC 8200 section 8.1) for `length` bytes above IP. */
  sum(protocol: number, length: number): number;
}

/** One header: its fields, how it is described and how it is built. Finding it in a frame is a function beside it. */
export interface Header<Table extends FieldTable = FieldTable> {
  readonly name: string;
  /** Where the layout says whether a frame has the header. */
  readonly slot: Slot;
  readonly fields: Table;
  /** Fields that building cannot do without. */
  readonly required: readonly (keyof Table & string)[];
  /** Values for fields that are not given. */
  readonly defaults: FieldInputs<Table>;
  /** Fields that take another field's value when they are not given. */
  readonly inherited?: Readonly<Partial<Record<keyof Table & string, string>>>;
  /** The header for one line of text. */
  describe(values: FieldValues<Table>): string;
  /** For IP: what transport headers within need. Throws when none can be built, as within a fragment. */
  pseudoHeader?(values: FieldInputs<Table>): PseudoHeader;
  /** The header in front of `body`, lengths and checksum included. */
  wrap(values: FieldInputs<Table>, body: Uint8Array, around: PseudoHeader): Uint8Array;
}

/** Declares a header; its name and its table keep their exact types. */
export function header<const Name extends string, Table extends FieldTable>(
  definition: Header<Table> & { readonly name: Name },
): Header<Table> & { readonly name: Name } {
  return definition;
}

/** `size` zeroed bytes for a header, with `body` behind them. */
export function inFrontOf(body: Uint8Array, size: number): Uint8Array {
  const bytes = new Uint8Array(size + body.length);
  bytes.set(body, size);
  return bytes;
}

/** Writes the given fields of a table, those of them that have a fixed place, into a header at `at`. */
export function writeFields<Table extends FieldTable>(
  bytes: Uint8Array,
  at: number,
  table: Table,
  values: FieldInputs<Table>,
): void {
  for (const [name, field] of Object.entries(table)) {
    const value = values[name];
    if (value === undefined) continue;
    try {
      field.write?.(bytes, at, value, name);
    } catch (error) {
      throw error instanceof CodecError && error.path === "" ? error.at(name) : error;
    }
  }
}
