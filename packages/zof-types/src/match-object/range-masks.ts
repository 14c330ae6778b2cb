import { CodecError } from "zof-codec";

/**
 * The values with masks that together match a range of integers, as few as there are: a field has no ranges, but
 * several matches may stand for one. At most `2 * bits - 2`.
 *
 *     rangeMasks(1000, 1999) // "0x3e8/0xfff8", "0x3f0/0xfff0", "0x400/0xfe00", ...
 *
 * @param bits - width of the field, 1 to 53. Default 16, that of a port.
 * @throws CodecError `bad_value` when the range is empty, or beyond what the field can hold.
 */
export function rangeMasks(first: number, last: number, bits = 16): `${string}/${string}`[] {
  const limit = 2 ** bits;
  const isRange = Number.isSafeInteger(first) && Number.isSafeInteger(last) && first >= 0 && first <= last;
  if (!isRange || last >= limit) {
    const reason = `${first} to ${last} is not a range within 0 to ${limit - 1}`;
    throw new CodecError("bad_value", reason);
  }
  const parts: `${string}/${string}`[] = [];
  for (let value = first; value <= last; ) {
    // The largest block that begins here: as long as the value is a multiple of its size, and it fits.
    let size = 1;
    while (value % (size * 2) === 0 && value + size * 2 - 1 <= last) size *= 2;
    parts.push(`0x${value.toString(16)}/0x${(limit - size).toString(16)}`);
    value += size;
  }
  return parts;
}
