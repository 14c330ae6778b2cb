/** A schema file, or one entry of a file's `$defs`: JSON Schema and the `wire` keyword. */
export interface Schema {
  readonly $id: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly items?: { readonly $ref: string };
  readonly allOf?: readonly { readonly $ref: string }[];
  readonly wire: Wire;
}

export interface Property {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly type?: string;
  readonly items?: { readonly $ref: string };
  readonly description?: string;
  readonly default?: unknown;
}

/** An integer, which may be written in hexadecimal text. */
export type Integer = number | string;

/** A value for all versions, or by version range. */
export type PerVersion<Value> = Value | Readonly<Record<string, Value>>;

/** One entry of a layout: an item, several items, a property list, or a choice by version. */
export type LayoutEntry = string | readonly LayoutEntry[] | PropertyList | Presence | More | LayoutChoice;

/** An integer whose bits say which of the values behind it are there. */
export interface Presence {
  readonly presence: "u16";
  readonly of: readonly string[];
}

/** What some leave out at the end. */
export interface More {
  readonly more: readonly string[];
}

export interface LayoutChoice {
  readonly [range: string]: LayoutEntry;
}

/** A list of type, length, value: which types there are, and what they hold. */
export interface PropertyList {
  readonly properties: readonly PropertyLayout[];
}

export interface PropertyLayout {
  readonly type: Integer;
  /** Of an experimenter's property: id of the experimenter, and its type. */
  readonly experimenter?: readonly [Integer, Integer];
  /** What it holds, shown as properties of the struct. */
  readonly layout?: readonly LayoutEntry[];
  /** Or the struct that it is (with its type and length), each an entry of the list `in`. */
  readonly each?: string;
  readonly in?: string;
}

export interface Wire {
  readonly scalar?: string;
  /** Scalar: codec of a mask for it, when it is another one. */
  readonly mask?: string;
  readonly reads?: string;
  readonly accepts?: string;
  readonly enum?: EnumWire;
  readonly flags?: FlagsWire;
  readonly number?: Readonly<Record<string, Readonly<Record<string, Integer>>>>;
  readonly union?: UnionWire;
  /** Member of a union: the key by version. */
  readonly key?: Readonly<Record<string, Integer | readonly Integer[]>>;
  readonly forms?: readonly (Form | FormOfOther)[];
  /** Message: type, or message type and multipart type, by version; behind them an experimenter's id and type. */
  readonly message?: Readonly<Record<string, number | readonly Integer[]>>;
  /** Message of an experimenter: a body that is not as the layout says stays that of an EXPERIMENTER message. */
  readonly tolerant?: boolean;
  /** Message: type of the message that answers it. */
  readonly reply?: string;
  /** Message: property that holds a packet, whose headers `pkt` shows. */
  readonly packet?: string;
  /** Message: shown to applications as a view that decodes on demand. */
  readonly view?: boolean;
  readonly layout?: Readonly<Record<string, readonly LayoutEntry[]>>;
  /** Struct: the primitive of the runtime that reads and writes it, when no layout can say what it is. */
  readonly primitive?: string;
  readonly class?: Integer;
}

export interface EnumWire {
  readonly bits: PerVersion<number | readonly number[]>;
  /** The values are errors of this experimenter. */
  readonly experimenter?: Integer;
  /** What the values mean, in words. */
  readonly meanings?: Readonly<Record<string, string>>;
  /** The values are grouped by the names of this enumeration. */
  readonly qualifiedBy?: string;
  readonly values: Readonly<Record<string, PerVersion<Integer> | Readonly<Record<string, PerVersion<Code>>>>>;
}

/** The value of a name within its group, or the id of an experimenter that defines it, and its number there. */
export type Code = Integer | readonly [experimenter: Integer, number: Integer];

export interface FlagsWire {
  readonly bits: PerVersion<number | readonly number[]>;
  readonly values: Readonly<Record<string, PerVersion<Integer>>>;
}

export interface UnionWire {
  readonly folder: string;
  readonly tag: string;
  readonly header: readonly string[];
  readonly multiple: number;
}

/** Another way that a member of a union is written: as another member, when no form of its own fits. */
export interface FormOfOther {
  readonly versions: string;
  /** The other member, which has the same properties. It is read as what it is. */
  readonly as: string;
}

/** Another way that a member of a union is written, for certain values of its properties. */
export interface Form {
  readonly versions: string;
  readonly key: Integer;
  readonly fixed: Readonly<Record<string, string>>;
  readonly layout: readonly LayoutEntry[];
}

/** A match field, an entry of `fields/*.json`. */
export interface FieldSchema {
  readonly $ref: string;
  readonly description: string;
  readonly wire: {
    readonly number: number;
    readonly versions: string;
    readonly bits?: number;
    readonly mask?: boolean;
    /** Another field that stands for the same thing, in the encoding that most know. */
    readonly sameAs?: string;
    /** Most bytes, for fields whose value may be shorter. */
    readonly maxSize?: number;
    readonly requires?: Readonly<Record<string, readonly Integer[]>>;
  };
}

/** Whether a form has a layout of its own. */
export function isOwnForm(form: Form | FormOfOther): form is Form {
  return !("as" in form);
}
