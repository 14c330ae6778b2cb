import type { Scalar } from "./scalar.js";

/** What a match field needs of others: with `values` one of these must be given, without any value will do. */
export interface Prerequisite {
  readonly field: string;
  readonly values: readonly number[];
}

/** Class of fields whose header is followed by an experimenter id (`OFPXMC_EXPERIMENTER`). */
export const EXPERIMENTER_CLASS = 0xffff;
/** The bit of a header that says that a mask follows the value. */
export const HAS_MASK = 0x100;

export interface OxmFieldOptions {
  /** Experimenter id that follows the header, for fields of the experimenter class. */
  readonly experimenter?: number;
  /** The specification, or the switch, takes a mask for it. */
  readonly maskable?: boolean;
  /** Codec of the mask, when it is not that of the value: a mask of VLAN_VID is bits, not a VLAN. */
  readonly mask?: Scalar;
  readonly requires?: readonly Prerequisite[];
  /** Name of another field that stands for the same thing (NX_IP_PROTO: IP_PROTO). */
  readonly sameAs?: string;
  /** Value and mask may be shorter than the scalar, which is of bytes. */
  readonly variable?: boolean;
}

/** One match field of the extensible match (OXM): its header and its value's codec. */
export class OxmField {
  /** Class, field number and length, without the mask bit. */
  readonly header: number;
  readonly experimenter: number | undefined;
  /** Bytes of the header: with the experimenter id, when there is one. */
  readonly headerSize: 4 | 8;
  readonly maskable: boolean;
  readonly mask: Scalar;
  readonly requires: readonly Prerequisite[];
  readonly sameAs: string | undefined;
  /** All fields that stand for the same thing, this one among them; what reads matches fills it. */
  encodings: readonly OxmField[] = [this];
  readonly variable: boolean;

  constructor(
    readonly name: string,
    oxmClass: number,
    number: number,
    readonly scalar: Scalar,
    options: OxmFieldOptions = {},
  ) {
    this.experimenter = options.experimenter;
    this.headerSize = options.experimenter === undefined ? 4 : 8;
    // The length counts what follows the first four bytes.
    this.header = ((oxmClass << 16) | (number << 9) | (scalar.size + this.headerSize - 4)) >>> 0;
    this.maskable = options.maskable ?? false;
    this.mask = options.mask ?? scalar;
    this.requires = options.requires ?? [];
    this.sameAs = options.sameAs;
    this.variable = options.variable ?? false;
  }
}

/** An entry of a match: a field, its value and perhaps a mask. */
export interface FieldEntry {
  readonly field: string;
  readonly value: unknown;
  readonly mask?: unknown;
}
