import type { Scalar } from "./scalar.js";

/** What a match field needs of others: with `values` one of these must be given, without any value will do. */
export interface Prerequisite {
  readonly field: string;
  readonly values: readonly number[];
}

export interface OxmFieldOptions {
  /** The specification, or the switch, takes a mask for it. */
  readonly maskable?: boolean;
  /** Codec of the mask, when it is not that of the value: a mask of VLAN_VID is bits, not a VLAN. */
  readonly mask?: Scalar;
  readonly requires?: readonly Prerequisite[];
}

/** One match field of the extensible match (OXM): its header and its value's codec. */
export class OxmField {
  /** Class, field number and length, without the mask bit. */
  readonly header: number;
  readonly maskable: boolean;
  readonly mask: Scalar;
  readonly requires: readonly Prerequisite[];

  constructor(
    readonly name: string,
    oxmClass: number,
    number: number,
    readonly scalar: Scalar,
    options: OxmFieldOptions = {},
  ) {
    this.header = ((oxmClass << 16) | (number << 9) | scalar.size) >>> 0;
    this.maskable = options.maskable ?? false;
    this.mask = options.mask ?? scalar;
    this.requires = options.requires ?? [];
  }
}

/** An entry of a match: a field, its value and perhaps a mask. */
export interface FieldEntry {
  readonly field: string;
  readonly value: unknown;
  readonly mask?: unknown;
}
