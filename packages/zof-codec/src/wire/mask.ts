import { CodecError } from "../codec-error.js";

/**
 * The value and the mask of a match entry. A value may be written with its mask after a slash:
 * `10.0.0.0/8` (a prefix length, for addresses), `10.0.0.0/255.0.0.0`, `0x10/0xf0`.
 */
export function splitMask(value: unknown, mask: unknown, size: number): { value: unknown; mask: unknown } {
  if (typeof value !== "string" || !value.includes("/")) return { value, mask };
  if (mask !== undefined) {
    throw new CodecError("bad_value", `${JSON.stringify(value)} has a mask, and mask is given too`, {
      path: "value",
    });
  }
  const slash = value.indexOf("/");
  const address = value.slice(0, slash);
  const after = value.slice(slash + 1);
  if (!/^[0-9]{1,3}$/.test(after) || !/[.:]/.test(address)) return { value: address, mask: after };
  const prefix = Number(after);
  if (prefix > size * 8) {
    throw new CodecError("bad_value", `prefix length ${prefix}, at most ${size * 8} expected`, {
      path: "value",
    });
  }
  return { value: address, mask: address.includes(".") ? ipv4Mask(prefix) : ipv6Mask(prefix) };
}

/** The IPv4 mask of a prefix length. */
export function ipv4Mask(prefix: number): string {
  const bits = prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0;
  return [bits >>> 24, (bits >>> 16) & 0xff, (bits >>> 8) & 0xff, bits & 0xff].join(".");
}

function ipv6Mask(prefix: number): string {
  const bits = ((1n << BigInt(prefix)) - 1n) << BigInt(128 - prefix);
  return bits
    .toString(16)
    .padStart(32, "0")
    .replace(/(.{4})(?!$)/g, "$1:");
}
