import type { FieldSchema, Schema } from "./schema.js";
import type { Version } from "./version-range.js";

/** All that the schemas say, by name, in the order of the files. */
export interface Model {
  readonly versions: readonly { readonly wire: Version; readonly name: string }[];
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly scalars: readonly Schema[];
  readonly enums: readonly Schema[];
  readonly flags: readonly Schema[];
  readonly numbers: readonly Schema[];
  readonly structs: readonly Schema[];
  readonly unions: readonly Union[];
  readonly messages: readonly Schema[];
  readonly fields: readonly MatchField[];
  /** Structs that are entries of property lists: of a property of unknown type, type and data stand there instead. */
  readonly propertyStructs: ReadonlySet<string>;
  /** Which file a schema comes from. */
  readonly source: ReadonlyMap<string, string>;
}

export interface Union {
  readonly schema: Schema;
  readonly members: readonly Schema[];
}

export interface MatchField {
  readonly name: string;
  readonly class: number;
  /** Experimenter id, for fields of the experimenter class. */
  readonly experimenter: number | undefined;
  /** It is a statistic (OXS) and no match field. */
  readonly statistic: boolean;
  readonly schema: FieldSchema;
}
