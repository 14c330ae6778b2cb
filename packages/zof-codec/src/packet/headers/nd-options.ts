import { readMac, writeMac } from "../../address/mac.js";
import { u8 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { unsigned } from "../field.js";
import { type BytesInput, inputBytes } from "../packet-input.js";

/** An option of neighbour discovery that has no field of its own (RFC 4861 section 4.6). */
export interface NdOption {
  /** Which: 3 prefix, 5 MTU, 14 nonce. */
  type: number;
  /** Its bytes behind type and length. */
  data: Uint8Array;
}

/** An option to build; with type and length it is a multiple of eight bytes. */
export interface NdOptionInput {
  type: number;
  data: BytesInput;
}

/** Option types that hold a MAC address. */
export const SOURCE_ADDRESS = 1;
export const TARGET_ADDRESS = 2;

/** Type and length; the length counts units of eight bytes. */
const HEADER_SIZE = 2;
const UNIT = 8;
const LONGEST = 255 * UNIT;

/** The whole options from `at` on, and where they end. */
export function readNdOptions(
  bytes: Uint8Array,
  at: number,
  end: number,
): { options: NdOption[]; end: number } {
  const options: NdOption[] = [];
  let offset = at;
  while (offset + HEADER_SIZE <= end) {
    const size = u8(bytes, offset + 1) * UNIT;
    if (size === 0 || offset + size > end) break;
    options.push({ type: u8(bytes, offset), data: bytes.subarray(offset + HEADER_SIZE, offset + size) });
    offset += size;
  }
  return { options, end: offset };
}

/** Whether an option holds a MAC address. */
export function isAddressOption(option: NdOption, type: number): boolean {
  return option.type === type && option.data.length === UNIT - HEADER_SIZE;
}

/** The MAC address of the first option of that type. */
export function readAddressOption(options: readonly NdOption[], type: number): string | undefined {
  const option = options.find((candidate) => isAddressOption(candidate, type));
  return option && readMac(option.data, 0);
}

/** The bytes of an option with a MAC address; none without an address. */
export function addressOption(type: number, name: string, address: string | undefined): number[] {
  if (address === undefined) return [];
  const bytes = Uint8Array.of(type, 1, 0, 0, 0, 0, 0, 0);
  try {
    writeMac(bytes, HEADER_SIZE, address);
  } catch (error) {
    throw error instanceof CodecError ? error.at(name) : error;
  }
  return [...bytes];
}

/** The bytes of an option; throws a CodecError when its size is impossible. */
export function optionBytes(option: NdOptionInput, path: string): number[] {
  const data = inputBytes(option.data, `${path}.data`);
  const size = HEADER_SIZE + data.length;
  if (size % UNIT === 0 && size <= LONGEST)
    return [unsigned(option.type, `${path}.type`, 8), size / UNIT, ...data];
  const reason = `${data.length} bytes, but with two more for type and length it must be a multiple of 8`;
  throw new CodecError("bad_length", reason, { path: `${path}.data` });
}
