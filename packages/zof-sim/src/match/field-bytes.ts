import { CodecError, writeIpv4, writeIpv6, writeMac } from "zof-codec";
import type { PortNumber } from "zof-types";
import type { MatchField } from "./match-fields.js";
import { toPortNumber } from "./port-number.js";

/**
 * The value of a match field, as the codec decodes it, in the form in which it lies in a flow key.
 *
 * @throws CodecError `bad_value` when it has more bits than the field.
 */
export function fieldBytes(field: MatchField, value: unknown): Uint8Array {
  const bytes = new Uint8Array(field.size);
  switch (field.kind) {
    case "mac":
      writeMac(bytes, 0, value as string);
      return bytes;
    case "ipv4":
      writeIpv4(bytes, 0, value as string);
      return bytes;
    case "ipv6":
      writeIpv6(bytes, 0, value as string);
      return bytes;
    case "port":
      return putNumber(field, bytes, BigInt(toPortNumber(value as PortNumber)));
    case "vlan":
      return putNumber(field, bytes, BigInt(vlanOnWire(value as number)));
    case "number":
      return putNumber(field, bytes, BigInt(value as number | bigint));
  }
}

/** A value as it lies in a flow key, as a number. */
export function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/** A number as it lies in a flow key. @throws CodecError `bad_value` when it has more bits than the field */
export function bytesOf(field: MatchField, value: bigint): Uint8Array {
  return putNumber(field, new Uint8Array(field.size), value);
}

/** All significant bits of a field set: the mask of an exact match. */
export function exactMask(field: MatchField): Uint8Array {
  return bytesOf(field, (1n << BigInt(field.bits)) - 1n);
}

/**
 * The 13 bits of VLAN_VID: 0 is no tag, 1 to 4095 that tag and 4096 tag 0, each with the present bit;
 * a negative number stands for bits without the present bit.
 */
function vlanOnWire(value: number): number {
  return value <= 0 ? -value : value < 0x1000 ? value + 0x1000 : value;
}

function putNumber(field: MatchField, bytes: Uint8Array, value: bigint): Uint8Array {
  if (value < 0n || value >> BigInt(field.bits) !== 0n) {
    throw new CodecError("bad_value", `${value} does not fit in ${field.bits} bits`, { path: field.name });
  }
  let rest = value;
  for (let i = bytes.length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}
