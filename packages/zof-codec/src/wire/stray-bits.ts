import { CodecError } from "../codec-error.js";
import { Hole, VariableHole } from "../hole.js";
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

/**
 * Refuses a value that has bits set which its mask ignores: it would match nothing in some switches, and in others
 * what the mask says (OpenFlow 1.3.5 section 7.2.3.5). Says which value the mask leaves.
 */
export function strayBits(
  bytes: Uint8Array,
  at: { readonly value: number; readonly mask: number },
  scalar: Scalar,
  given: { readonly value: unknown; readonly mask: unknown },
): CodecError {
  const masked = bytes
    .slice(at.value, at.value + scalar.size)
    .map((byte, i) => byte & (bytes[at.mask + i] as number));
  const reader = new Reader();
  reader.open(masked, 0, masked.length);
  const reason = `${show(given.value)} has bits outside of the mask ${show(given.mask)}, did you mean ${show(scalar.get(reader, 0))}?`;
  return new CodecError("bad_value", reason, { path: "value" });
}

/** A value and its mask are compared: when one is not known before it is sent, the whole is encoded then. */
export function knownWithMask(value: unknown, mask: unknown): void {
  if (mask === undefined) return;
  if (value instanceof Hole) throw new VariableHole(value);
  if (mask instanceof Hole) throw new VariableHole(mask);
}
