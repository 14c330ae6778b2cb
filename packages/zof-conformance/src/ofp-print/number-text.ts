import { isIPv4, isIPv6 } from "node:net";
import { writeIpv4, writeIpv6, writeMac } from "zof-codec";

/**
 * The one spelling in which values are compared: numbers and addresses as hexadecimal text, names as they are.
 *
 * Takes what either side writes: numbers, decimal or hexadecimal text, MAC and IP addresses, reserved names.
 */
export function numberText(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return `0x${value.toString(16)}`;
  if (value instanceof Uint8Array) return hexText(value);
  const text = String(value);
  if (/^(0x[0-9a-f]+|\d+)$/i.test(text)) return `0x${BigInt(text).toString(16)}`;
  if (/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text)) return addressText(6, writeMac, text);
  if (isIPv4(text)) return addressText(4, writeIpv4, text);
  if (isIPv6(text)) return addressText(16, writeIpv6, text);
  return text;
}

/** A value and its mask, if it has one: `0xa000000/0xff000000`. */
export function maskedText(value: unknown, mask: unknown): string {
  return mask === undefined ? numberText(value) : `${numberText(value)}/${numberText(mask)}`;
}

/** The mask of the first `length` bits of an IPv4 or IPv6 address. */
export function prefixMask(length: number, bits: number): bigint {
  return ((1n << BigInt(length)) - 1n) << BigInt(bits - length);
}

function addressText(
  size: number,
  write: (bytes: Uint8Array, offset: number, text: string) => void,
  text: string,
): string {
  const bytes = new Uint8Array(size);
  write(bytes, 0, text);
  return hexText(bytes);
}

function hexText(bytes: Uint8Array): string {
  return `0x${BigInt(`0x0${Buffer.from(bytes).toString("hex")}`).toString(16)}`;
}
