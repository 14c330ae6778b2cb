import type { Schema } from "../../model/schema.js";
import { widthKey } from "../names.js";
import { input, typeOf } from "../property-type.js";
import type { Construct, Context } from "./construct.js";

interface Int {
  readonly size: number;
  readonly get: (at: string) => string;
  readonly put: string;
}

const INTS: Readonly<Record<string, Int>> = {
  u8: { size: 1, get: (at) => `v.getUint8(${at})`, put: "putU8" },
  u16: { size: 2, get: (at) => `v.getUint16(${at})`, put: "putU16" },
  u24: { size: 3, get: (at) => `u24.get(r, ${at})`, put: "putU24" },
  u32: { size: 4, get: (at) => `v.getUint32(${at})`, put: "putU32" },
  // One more than the value; 0 is the highest value, which usually means that there is none.
  "u8+1": { size: 1, get: (at) => `((v.getUint8(${at}) - 1) & 0xff)`, put: "putU8" },
  "u16+1": { size: 2, get: (at) => `((v.getUint16(${at}) - 1) & 0xffff)`, put: "putU16" },
  i32: { size: 4, get: (at) => `v.getInt32(${at})`, put: "putI32" },
  u64: { size: 8, get: (at) => `v.getBigUint64(${at})`, put: "putU64" },
};

/** Scalars of the runtime that are not plain integers, with their size in bytes. */
const SCALARS: Readonly<Record<string, number>> = {
  mac: 6,
  ipv4: 4,
  ipv6: 16,
  dpid: 8,
  duration: 8,
  vlan: 2,
  vlan10: 2,
  dscp10: 1,
  u128: 16,
  bits_or_u16: 6,
  bits_or_u32: 8,
  text16: 16,
  text32: 32,
  text64: 64,
  text256: 256,
};

/** Bytes of a scalar on the wire; undefined when the wire type is none of fixed size. */
export function sizeOfScalar(wireType: string): number | undefined {
  return INTS[wireType]?.size ?? SCALARS[wireType];
}

/** Whether a wire type is a scalar of fixed size. */
export function isScalar(wireType: string): boolean {
  return wireType in INTS || wireType in SCALARS;
}

/** `name: u16`, `name: mac`: a value of fixed size; undefined when the wire type is none of these. */
export function fixedValue(name: string, wireType: string, context: Context): Construct | undefined {
  const size = SCALARS[wireType];
  const type = context.schema.properties?.[name] && typeOf(context.schema, name, context.model);
  const given = context.schema.properties?.[name] ? input(context.schema, name) : `m.${name}`;
  const field = JSON.stringify(name);
  if (size !== undefined) {
    return {
      size,
      read: (_code, at) => [{ name, expression: `${wireType}.get(r, ${at})` }],
      write: (code, at) => void code.line(`${wireType}.put(w, ${at}, ${given}, ${field});`),
    };
  }
  const int = INTS[wireType];
  if (int === undefined) return undefined;
  const table = tableOf(type, int, context);
  const put = table?.put ?? int.put;
  if (wireType.endsWith("+1")) {
    return {
      size: int.size,
      read: (_code, at) => [{ name, expression: table === undefined ? int.get(at) : table.get(int.get(at)) }],
      write: (code, at) => void code.line(`putPlusOne(w, ${at}, ${given}, ${field}, ${put}, ${int.size});`),
    };
  }
  return {
    size: int.size,
    read: (_code, at) => [{ name, expression: table === undefined ? int.get(at) : table.get(int.get(at)) }],
    write: (code, at) => void code.line(`${put}(w, ${at}, ${given}, ${field});`),
  };
}

/** How names are got and put, for integers that have names. */
function tableOf(
  type: Schema | undefined,
  int: Int,
  { tables, version }: Context,
): { get: (value: string) => string; put: string } | undefined {
  if (type === undefined) return undefined;
  const { wire } = type;
  if (wire.scalar !== undefined) return undefined;
  const bits = int.size * 8;
  const name = tables.get(type.$id, wire.number === undefined ? widthKey(version, bits) : String(bits));
  const method = wire.flags === undefined ? "name" : "list";
  return { get: (value) => `tables.${name}.${method}(${value})`, put: `tables.${name}.put` };
}
