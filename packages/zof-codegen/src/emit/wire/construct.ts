import type { Model } from "../../model/model.js";
import type { Schema } from "../../model/schema.js";
import type { Version } from "../../model/version-range.js";
import type { TableNames } from "../names.js";
import type { Printer } from "../printer.js";

/** A property of the object that is read: its name and the expression of its value. */
export interface Assignment {
  readonly name: string;
  readonly expression: string;
  /** The expression may give undefined: the property is then left out. */
  readonly optional?: boolean;
  /** The list may be empty: the property is then left out. */
  readonly list?: boolean;
}

/** What a construct needs to know of its surroundings. */
export interface Context {
  readonly model: Model;
  readonly tables: TableNames;
  readonly version: Version;
  readonly schema: Schema;
  /** Name of the struct's functions, without `read` and `write`. */
  readonly name: string;
  /** Variable that holds where the struct starts. */
  readonly start: string;
}

/**
 * One item of a layout, as code. `r` is the reader, `v` its view, `w` the writer, `m` the object to write.
 *
 * `at` is the expression of the item's offset for items of fixed size, which are read and written in
 * groups with one bounds check; items of variable size read at the cursor and append.
 */
export interface Construct {
  /** Bytes on the wire; undefined when that varies. */
  readonly size: number | undefined;
  /** Prints statements, and returns the properties read. */
  read(code: Printer, at: string): Assignment[];
  write(code: Printer, at: string): void;
  /** Padding to a multiple of 8 bytes follows, which a length that stands in front does not count. */
  readonly padded?: true;
  /** It completes properties that the type requires, which the object does not have when it is made. */
  readonly late?: boolean;
  /** Prints what must be known before anything is written. */
  prepare?(code: Printer): void;
  /** Prints what can only be written when all else of the struct is. */
  finish?(code: Printer): void;
  /** Prints what is read after all else of the struct. */
  end?(code: Printer): void;
  /** Prints what is done with the object `m` once it is made. */
  complete?(code: Printer): void;
}
