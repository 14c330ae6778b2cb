import { u8, u16 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { bytesFrom, hexText } from "../../wire/bytes.js";
import { show } from "../../wire/integers.js";
import { putU16 } from "../checksum.js";
import { unsigned } from "../field.js";
import { type BytesInput, inputBytes } from "../packet-input.js";

/** A TLV: type and value (IEEE 802.1AB section 8.4). */
export interface LldpTlv {
  /** Which, 0..127: 6 system description, 7 capabilities, 8 management address. */
  type: number;
  data: Uint8Array;
}

/** A TLV to build, with at most 511 bytes of data. */
export interface LldpTlvInput {
  type: number;
  data: BytesInput;
}

/** Types of TLVs (IEEE 802.1AB section 8.4.1). */
export const TLV = {
  end: 0,
  chassisId: 1,
  portId: 2,
  ttl: 3,
  portDescription: 4,
  systemName: 5,
  orgSpecific: 127,
} as const;

/** Seven bits of type and nine bits of length. */
const HEADER_SIZE = 2;
const LONGEST = 511;

/** The whole TLVs from `at` on up to the end TLV, and where they end; `complete` when the end TLV was there. */
export function readTlvs(
  bytes: Uint8Array,
  at: number,
  end: number,
): { tlvs: LldpTlv[]; end: number; complete: boolean } {
  const tlvs: LldpTlv[] = [];
  let offset = at;
  while (offset + HEADER_SIZE <= end) {
    const next = offset + HEADER_SIZE + (u16(bytes, offset) & LONGEST);
    if (next > end) break;
    const type = u8(bytes, offset) >>> 1;
    if (type === TLV.end) return { tlvs, end: next, complete: true };
    tlvs.push({ type, data: bytes.subarray(offset + HEADER_SIZE, next) });
    offset = next;
  }
  return { tlvs, end: offset, complete: false };
}

/** The bytes of a TLV. Throws a CodecError when the data are too long. */
export function tlvBytes(type: number, data: ArrayLike<number>, path: string): number[] {
  if (data.length > LONGEST) {
    throw new CodecError("too_large", `${data.length} bytes, at most ${LONGEST} fit`, { path });
  }
  const start = new Uint8Array(HEADER_SIZE);
  putU16(start, 0, (type << 9) | data.length);
  return [...start, ...Array.from(data)];
}

/** The bytes of a TLV given by type and data. */
export function givenTlvBytes(tlv: LldpTlvInput, path: string): number[] {
  const type = unsigned(tlv.type, `${path}.type`, 7);
  if (type === TLV.end) {
    throw new CodecError("bad_value", "0 is the end, which is added by itself", { path: `${path}.type` });
  }
  return tlvBytes(type, inputBytes(tlv.data, `${path}.data`), path);
}

const ORG_FORM = /^(0x[0-9a-f]{1,6}|[0-9]{1,8}) (0x[0-9a-f]{1,2}|[0-9]{1,3})(?: (.*))?$/i;

/** An organizationally specific value as text: "0x80c2 0x1 0001"; "unknown" and its bytes when it is too short. */
export function readOrgSpecific(data: Uint8Array): string {
  if (data.length < 4) return `unknown ${hexText(data)}`;
  const organization = (u16(data, 0) << 8) | u8(data, 2);
  return `0x${organization.toString(16)} 0x${u8(data, 3).toString(16)} ${hexText(data.subarray(4))}`;
}

/** The bytes of such a text; the numbers may be decimal. */
export function parseOrgSpecific(value: string, path: string): Uint8Array {
  const text = String(value);
  const [, organization, subtype, hex = ""] = ORG_FORM.exec(text) ?? [];
  const data = bytesFrom(organization === undefined ? text.replace(/^unknown /, "") : hex);
  if (data === undefined || (organization === undefined && !text.startsWith("unknown "))) {
    const reason = `${show(value)} is not an organization, a subtype and hexadecimal data, as 0x80c2 0x1 0001`;
    throw new CodecError("bad_value", reason, { path });
  }
  if (organization === undefined) return data;
  const number = unsigned(organization, path, 24);
  return Uint8Array.of(
    number >>> 16,
    (number >>> 8) & 0xff,
    number & 0xff,
    unsigned(subtype, path, 8),
    ...data,
  );
}
