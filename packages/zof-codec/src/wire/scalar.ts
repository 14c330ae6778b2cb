import { readIpv4, writeIpv4 } from "../address/ipv4.js";
import { readIpv6, writeIpv6 } from "../address/ipv6.js";
import { readMac, writeMac } from "../address/mac.js";
import { CodecError } from "../codec-error.js";
import type { Put } from "../writer.js";
import { notedHole, putI32, putU8, putU16, putU24, putU32, putU64, show, toInteger } from "./integers.js";
import type { Reader } from "./reader.js";

/** A value of fixed size on the wire. */
export interface Scalar<Value = unknown> {
  /** Bytes on the wire. */
  readonly size: number;
  get(reader: Reader, offset: number): Value;
  readonly put: Put;
}

export const u8: Scalar<number> = { size: 1, get: (r, o) => r.view.getUint8(o), put: putU8 };
export const u16: Scalar<number> = { size: 2, get: (r, o) => r.view.getUint16(o), put: putU16 };
export const u24: Scalar<number> = {
  size: 3,
  get: (r, o) => (r.view.getUint8(o) << 16) | r.view.getUint16(o + 1),
  put: putU24,
};
export const u32: Scalar<number> = { size: 4, get: (r, o) => r.view.getUint32(o), put: putU32 };
export const i32: Scalar<number> = { size: 4, get: (r, o) => r.view.getInt32(o), put: putI32 };
export const u64: Scalar<bigint> = { size: 8, get: (r, o) => r.view.getBigUint64(o), put: putU64 };

export const mac = address(6, readMac, writeMac);
export const ipv4 = address(4, readIpv4, writeIpv4);
export const ipv6 = address(16, readIpv6, writeIpv6);

/** A scalar of text, from a pair of functions over bytes. */
function address(
  size: number,
  read: (bytes: Uint8Array, offset: number) => string,
  write: (bytes: Uint8Array, offset: number, text: string) => void,
): Scalar<string> {
  const put: Put = (writer, offset, value, field) => {
    if (notedHole(writer, offset, value, field, put, size)) return;
    try {
      write(writer.bytes, offset, value as string);
    } catch (error) {
      if (value === undefined) throw new CodecError("missing", "a value is required", { path: field });
      throw error instanceof CodecError ? error.at(field) : error;
    }
  };
  return { size, get: (r, o) => read(r.bytes, o), put };
}

/** A datapath id, as `00:00:00:00:00:00:00:01`; written also from an integer, `0x1` or `1`. */
export const dpid: Scalar<string> = {
  size: 8,
  get: (r, o) => datapathIdText(r.view.getUint32(o), r.view.getUint32(o + 4)),
  put(writer, offset, value, field) {
    if (notedHole(writer, offset, value, field, dpid.put, 8)) return;
    writer.view.setBigUint64(offset, parseDatapathId(value, field));
  },
};

function datapathIdText(high: number, low: number): string {
  const hex = high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
  return hex.replace(/(..)(?!$)/g, "$1:");
}

const DATAPATH_ID = /^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){7}$/;

/** A datapath id as a 64-bit integer. Takes `00:00:00:00:00:00:00:01`, `0x1`, a number or a bigint. */
export function parseDatapathId(value: unknown, field = "datapath_id"): bigint {
  if (typeof value === "string" && DATAPATH_ID.test(value)) return BigInt(`0x${value.replaceAll(":", "")}`);
  try {
    return toInteger(value, field, 0n, 0xffffffffffffffffn);
  } catch (cause) {
    if (value === undefined) throw cause;
    throw new CodecError(
      "bad_value",
      `${show(value)} is not a datapath id, as 00:00:00:00:00:00:00:01 or 0x1`,
      {
        path: field,
        cause,
      },
    );
  }
}

/** The text form of a datapath id given as an integer. */
export function formatDatapathId(value: bigint): string {
  return datapathIdText(Number(value >> 32n), Number(value & 0xffffffffn));
}

const DURATION = /^([0-9]{1,10})(?:\.([0-9]{1,10}))?$/;

/**
 * Seconds and nanoseconds (two u32) as decimal text, exact: `358.115277000`, and `0` for none.
 * Text, because a number has not enough digits for both. Written also from a number of seconds.
 */
export const duration: Scalar<string> = {
  size: 8,
  get(r, o) {
    const seconds = r.view.getUint32(o);
    const nanoseconds = r.view.getUint32(o + 4);
    return seconds === 0 && nanoseconds === 0 ? "0" : `${seconds}.${String(nanoseconds).padStart(9, "0")}`;
  },
  put(writer, offset, value, field) {
    if (notedHole(writer, offset, value, field, duration.put, 8)) return;
    const text =
      typeof value === "number" ? value.toFixed(9) : typeof value === "bigint" ? String(value) : value;
    const parts = typeof text === "string" ? DURATION.exec(text) : null;
    if (parts === null) {
      const code = value === undefined ? "missing" : "bad_value";
      throw new CodecError(code, `${show(value)} is not a duration in seconds, as 12.000000500`, {
        path: field,
      });
    }
    putU32(writer, offset, parts[1], field);
    putU32(writer, offset + 4, (parts[2] ?? "").padEnd(9, "0"), field);
  },
};

/**
 * A VLAN number as OpenFlow 1.2 and later carry it (OFPVID_PRESENT is bit 12): 0 means no tag,
 * 1 to 4095 that tag, 4096 tag 0. A value without the present bit, or with bits above it, is shown negative.
 */
export const vlan: Scalar<number> = {
  size: 2,
  get(r, o) {
    const value = r.view.getUint16(o);
    if (value === 0 || value === 0x1000) return value;
    return value > 0x1000 && value < 0x2000 ? value - 0x1000 : -value;
  },
  put(writer, offset, value, field) {
    if (notedHole(writer, offset, value, field, vlan.put, 2)) return;
    const number = toVlan(value, field);
    writer.view.setUint16(offset, number <= 0 ? -number : number < 0x1000 ? number + 0x1000 : number);
  },
};

/**
 * A VLAN number as OpenFlow 1.0 carries it (0xffff means no tag, OFP_VLAN_NONE), in the same dialect as `vlan`.
 * Values above 4095 are shown negative.
 */
export const vlan10: Scalar<number> = {
  size: 2,
  get(r, o) {
    const value = r.view.getUint16(o);
    if (value === 0xffff) return 0;
    return value === 0 ? 0x1000 : value < 0x1000 ? value : -value;
  },
  put(writer, offset, value, field) {
    if (notedHole(writer, offset, value, field, vlan10.put, 2)) return;
    const number = toVlan(value, field);
    writer.view.setUint16(offset, number === 0 ? 0xffff : number < 0 ? -number : number & 0xfff);
  },
};

function toVlan(value: unknown, field: string): number {
  return Number(toInteger(value, field, -0xffffn, 0x1fffn));
}

/** The DSCP as OpenFlow 1.0 carries it: the upper six bits of the ToS byte. */
export const dscp10: Scalar<number> = {
  size: 1,
  get: (r, o) => r.view.getUint8(o) >> 2,
  put(writer, offset, value, field) {
    if (notedHole(writer, offset, value, field, dscp10.put, 1)) return;
    writer.bytes[offset] = Number(toInteger(value, field, 0n, 0x3fn)) << 2;
  },
};
