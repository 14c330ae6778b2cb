import * as fc from "fast-check";
import { forVersion, type Schema, schemasIn } from "../coverage/schemas.js";

const enums = byName("enums");
const flags = byName("flags");
const numbers = byName("numbers");

const BITS: Record<string, number> = { u8: 8, u16: 16, u24: 24, u32: 32 };

/** Values of a leaf as it lies on the wire (`u16`, `mac`, `text16`), with the type that its property has. */
export function leafArbitrary(wire: string, type?: string, version = 0): fc.Arbitrary<unknown> {
  const values = enums.get(type ?? "")?.wire.enum.values ?? flags.get(type ?? "")?.wire.flags.values;
  if (values !== undefined) {
    const names = namesOf(values, version);
    if (flags.has(type ?? "")) return fc.subarray(names);
    return names.length === 0 ? fc.constant(0) : fc.constantFrom(...names);
  }
  const bits = BITS[wire];
  const reserved = numbers.get(type ?? "")?.wire.number[String(bits)];
  if (bits !== undefined && reserved !== undefined) return numberOrName(bits, Object.keys(reserved));
  if (bits !== undefined) return fc.integer({ min: 0, max: 2 ** bits - 1 });
  if (wire === "u64") return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  if (wire === "i32") return fc.integer();
  if (wire === "u128") return fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
  if (wire === "ipv6") return IPV6;
  const other = OTHERS[wire.replace(/\d+$/, "")];
  if (other === undefined) throw new Error(`no values for ${wire} (${type})`);
  return other;
}

/** A number below all reserved ones, or the name of one of those. */
function numberOrName(bits: number, names: readonly string[]): fc.Arbitrary<unknown> {
  const number = fc.integer({ min: 0, max: 2 ** bits - (bits === 8 ? 2 : 0x101) });
  // In OpenFlow 1.0 NONE is another name of ANY, and decoded as that.
  return fc.oneof(number, fc.constantFrom(...names.filter((name) => name !== "NONE")));
}

const byte = fc.integer({ min: 0, max: 255 });
const hex = (count: number) => {
  return fc.array(byte, { minLength: count, maxLength: count }).map((bytes) => {
    return bytes.map((each) => each.toString(16).padStart(2, "0")).join(":");
  });
};
/** Addresses as they are decoded: without zeros that could be left out. */
const IPV6 = fc
  .array(fc.integer({ min: 1, max: 0xffff }), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.map((each) => each.toString(16)).join(":"));
const bytes = fc.uint8Array({ maxLength: 24 });

const OTHERS: Record<string, fc.Arbitrary<unknown>> = {
  mac: hex(6),
  dpid: hex(8),
  duration: fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 999_999_999 }))
    .map(([seconds, rest]) => `${seconds}.${String(rest).padStart(9, "0")}`),
  text: fc.stringMatching(/^[ -~]{0,15}$/),
  bytes,
  packet: bytes,
};

/** Names that a version has, of values that are single bits or whole numbers. */
function namesOf(values: Record<string, unknown>, version: number): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (typeof value !== "object" || value === null) return [name];
    // Of names for the values of a few bits only one can stand.
    return "mask" in value || forVersion(value, version) === undefined ? [] : [name];
  });
}

function byName(folder: string): ReadonlyMap<string, Schema> {
  return new Map(schemasIn(folder).map((schema) => [schema.$id, schema]));
}
