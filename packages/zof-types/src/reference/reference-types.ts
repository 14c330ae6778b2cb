/** What the schemas say, as data: for help texts, annotated dumps, published schemas. */
export interface Reference {
  /** Names of the versions by wire version: `{ "4": "1.3" }`. */
  readonly versions: Readonly<Record<string, string>>;
  /** Messages, structs, unions and their members, enumerations, flags, numbers and scalars, by schema name. */
  readonly types: Readonly<Record<string, TypeReference>>;
  /** Match fields, and statistics fields, by name. */
  readonly fields: Readonly<Record<string, FieldReference>>;
}

export type TypeKind = "message" | "struct" | "union" | "member" | "enum" | "flags" | "number" | "scalar";

/** A schema: its standard keywords, and what `wire` says with layouts parsed. */
export interface TypeReference {
  readonly id: string;
  readonly kind: TypeKind;
  /** Type of a message, as `FLOW_MOD`. */
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, PropertyReference>>;
  readonly required?: readonly string[];
  /** Of a message that is a list: what it is a list of. */
  readonly items?: { readonly $ref: string };
  readonly allOf?: readonly { readonly $ref: string }[];
  /** The union that it is a member of, or is itself. */
  readonly union?: string;
  /** Of a union: its members. */
  readonly members?: readonly string[];
  /** An entry of property lists. */
  readonly property?: boolean;
  readonly wire: WireReference;
  readonly layouts: readonly LayoutReference[];
  readonly forms?: readonly FormReference[];
}

export interface PropertyReference {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly items?: { readonly $ref: string };
  readonly description?: string;
  readonly default?: unknown;
}

/** An integer, which may be hexadecimal text. */
export type IntegerReference = number | string;

/** The value of a name within its group, or the id of an experimenter that defines it, and its number there. */
export type CodeReference = IntegerReference | readonly [IntegerReference, IntegerReference];

/** A value for all versions, or by version range. */
export type PerVersion<Value> = Value | Readonly<Record<string, Value>>;

export interface WireReference {
  readonly enum?: {
    /** Bits on the wire; a list where it may be one of several. */
    readonly bits: PerVersion<number | readonly number[]>;
    /** The values are grouped by the names of this enumeration. */
    readonly qualifiedBy?: string;
    readonly values: Readonly<
      Record<string, PerVersion<IntegerReference> | Readonly<Record<string, PerVersion<CodeReference>>>>
    >;
  };
  readonly flags?: {
    readonly bits: PerVersion<number | readonly number[]>;
    readonly values: Readonly<Record<string, PerVersion<IntegerReference>>>;
  };
  /** Names of numbers, by width in bits. */
  readonly number?: Readonly<Record<string, Readonly<Record<string, IntegerReference>>>>;
  readonly union?: { readonly tag: string; readonly header: readonly string[]; readonly multiple: number };
  readonly key?: Readonly<Record<string, IntegerReference | readonly IntegerReference[]>>;
  /**
   * Of a message: type, or message type and multipart type, by version range. Two numbers more are the id of the
   * experimenter that defines it, and the experimenter's type.
   */
  readonly message?: Readonly<Record<string, number | readonly IntegerReference[]>>;
  readonly reply?: string;
}

/** What lies on the wire in the versions that share it. */
export interface LayoutReference {
  readonly versions: readonly number[];
  readonly items: readonly LayoutItem[];
}

/** Another way that a member of a union is written, for certain values of its properties. */
export interface FormReference {
  /** A version range. */
  readonly versions: string;
  readonly key: IntegerReference;
  readonly fixed: Readonly<Record<string, string>>;
  readonly layouts: readonly LayoutReference[];
}

/** One line of a layout. */
export type LayoutItem =
  | { readonly kind: "value"; readonly name: string; readonly type: string }
  /** Two u16, the second counting anew for each value of the first; an experimenter's id may follow. */
  | { readonly kind: "qualified"; readonly name: string; readonly qualifier: string }
  | { readonly kind: "list" | "ids"; readonly name: string; readonly type: string }
  | { readonly kind: "key"; readonly value: number; readonly type: string }
  | { readonly kind: "properties"; readonly members: readonly PropertyLayout[] }
  | { readonly kind: "pad"; readonly size: number }
  | { readonly kind: "align"; readonly before?: "more"; readonly multiple?: number; readonly after?: true }
  /** Which bits of a field: two bytes, or none when the value is fixed. */
  | {
      readonly kind: "part";
      readonly part: "range" | "offset" | "n_bits";
      readonly names: readonly string[];
      readonly value?: number;
    }
  /** A u16 whose bits, from the lowest, say which of the items follow. */
  | { readonly kind: "presence"; readonly items: readonly LayoutItem[] }
  /** How many items a list has. */
  | { readonly kind: "count"; readonly name: string }
  | { readonly kind: "sizeof"; readonly name: string; readonly type: string }
  | { readonly kind: "spread"; readonly type: string }
  | { readonly kind: "constant"; readonly name: string; readonly value: unknown }
  | { readonly kind: "lifted"; readonly name: string; readonly field: string };

/** One type of a property list: what it holds, or the struct that it is and the list that each is an entry of. */
export interface PropertyLayout {
  readonly type: number;
  readonly items?: readonly LayoutItem[];
  readonly each?: string;
  readonly list?: string;
}

/** A match field, or a statistic. */
export interface FieldReference {
  /** Name of the type of its value. */
  readonly type: string;
  readonly description: string;
  readonly class: number;
  readonly number: number;
  /** Version range that has it. */
  readonly versions: string;
  readonly experimenter?: number;
  /** It is a statistic (OXS). */
  readonly statistic: boolean;
  /** Width, when it is less than whole bytes. */
  readonly bits?: number;
  readonly mask?: boolean;
  /** Another field that stands for the same thing. */
  readonly sameAs?: string;
  readonly requires?: Readonly<Record<string, readonly IntegerReference[]>>;
}
