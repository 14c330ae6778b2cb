import { CodecError } from "../codec-error.js";
import { Hole } from "../hole.js";
import type { Patch, Put, Writer } from "../writer.js";
import { show } from "./integers.js";
import { Reader } from "./reader.js";
import type { Scalar } from "./scalar.js";

/** Whether a value has bits set where its mask of the same size has none. */
export function hasStrayBits(bytes: Uint8Array, value: number, mask: number, size: number): boolean {
  for (let i = 0; i < size; i++) {
    if (((bytes[value + i] as number) & ~(bytes[mask + i] as number)) !== 0) return true;
  }
  return false;
}

/** Where a value and its mask lie. */
export interface MaskedAt {
  readonly value: number;
  readonly mask: number;
}

/**
 * Refuses a value that has bits set which its mask ignores: some switches would match nothing with it, others what
 * the mask says (OpenFlow 1.3.5 section 7.2.3.5). The error says which value the mask leaves.
 */
export function checkStrayBits(bytes: Uint8Array, at: MaskedAt, scalar: Scalar, mask: Scalar): void {
  const { size } = scalar;
  if (!hasStrayBits(bytes, at.value, at.mask, size)) return;
  const left = bytes.slice(at.value, at.value + size).map((byte, i) => byte & (bytes[at.mask + i] as number));
  const reader = new Reader();
  const text = (from: Uint8Array, offset: number, of: Scalar) => {
    reader.open(from, 0, from.length);
    return show(of.get(reader, reader.start + offset));
  };
  const reason = `${text(bytes, at.value, scalar)} has bits outside of the mask ${text(bytes, at.mask, mask)}, did you mean ${text(left, 0, scalar)}?`;
  throw new CodecError("bad_value", reason, { path: "value" });
}

/** The same for a value or mask that a hole stands for: once it is written, where both are. */
export function checkStrayBitsLater(
  writer: Writer,
  at: MaskedAt,
  value: unknown,
  scalar: Scalar,
  mask: Scalar,
): void {
  const patches = writer.patches ?? [];
  // When holes stand for both, the value's is written last.
  const offset = value instanceof Hole ? at.value : at.mask;
  const index = patches.findLastIndex((patch) => patch.offset === offset);
  const patch = patches[index] as Patch;
  const put: Put = (to, place, given, field) => {
    patch.put(to, place, given, field);
    const moved = place - offset;
    checkStrayBits(to.bytes, { value: at.value + moved, mask: at.mask + moved }, scalar, mask);
  };
  patches[index] = { ...patch, put };
}
