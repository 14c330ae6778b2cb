import { u16 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { show } from "../../wire/integers.js";
import { type Field, unsigned } from "../field.js";
import { header, inFrontOf } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";
import { inputList, inputObjects } from "../packet-input.js";
import { chassisId, type LldpIdKinds, portId } from "./lldp-id.js";
import {
  givenTlvBytes,
  type LldpTlv,
  type LldpTlvInput,
  parseOrgSpecific,
  readOrgSpecific,
  readTlvs,
  TLV,
  tlvBytes,
} from "./lldp-tlv.js";

/** The least that a TLV with a field of its own must hold; a shorter one is among the others. */
const LEAST: Readonly<Record<number, number>> = {
  [TLV.chassisId]: 2,
  [TLV.portId]: 2,
  [TLV.ttl]: 2,
  [TLV.portDescription]: 0,
  [TLV.systemName]: 0,
};

const DEFAULT_TTL = 120;

/** A field that is read from the TLVs of the message. */
function fromTlvs<Value, Input = Value>(read: (tlvs: LldpTlv[]) => Value | undefined): Field<Value, Input> {
  return {
    slot: Slot.lldp,
    read: (bytes, at, layout) => read(readTlvs(bytes, at, found(layout, Slot.end)).tlvs),
  };
}

/** A field that is read from the first TLV of a type. */
function fromTlv<Value>(type: number, read: (data: Uint8Array) => Value): Field<Value> {
  return fromTlvs((tlvs) => {
    const index = indexOf(tlvs, type);
    return index < 0 ? undefined : read((tlvs[index] as LldpTlv).data);
  });
}

function indexOf(tlvs: readonly LldpTlv[], type: number): number {
  return tlvs.findIndex((tlv) => tlv.type === type && tlv.data.length >= (LEAST[type] ?? 0));
}

function decodeText(data: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(data);
}

const fields = {
  /**
   * Chassis id (LLDP) with its kind: "mac 0a:1b:2c:3d:4e:5f", "ip 10.0.0.1", "ifname eth0"; text alone is locally
   * assigned.
   */
  x_lldp_chassis_id: fromTlv(TLV.chassisId, chassisId.read),
  /** Port id (LLDP) with its kind, as the chassis id. */
  x_lldp_port_id: fromTlv(TLV.portId, portId.read),
  /** Time to live in seconds (LLDP). When building: 120 unless given. */
  x_lldp_ttl: fromTlv(TLV.ttl, (data) => u16(data, 0)),
  /** System name (LLDP); what is not UTF-8 is replaced. */
  x_lldp_sys_name: fromTlv(TLV.systemName, decodeText),
  /** Port description (LLDP); what is not UTF-8 is replaced. */
  x_lldp_port_descr: fromTlv(TLV.portDescription, decodeText),
  /**
   * Organizationally specific TLVs (LLDP), each as organization and subtype in hexadecimal and the data:
   * "0x80c2 0x1 0001".
   */
  x_lldp_org_specific: fromTlvs<string[], readonly string[]>((tlvs) => {
    const specific = tlvs.filter((tlv) => tlv.type === TLV.orgSpecific);
    return specific.length === 0 ? undefined : specific.map((tlv) => readOrgSpecific(tlv.data));
  }),
  /** TLVs that have no field of their own (LLDP), repeated ones included; absent when there are none. */
  x_lldp_tlvs: fromTlvs<LldpTlv[], readonly LldpTlvInput[]>((tlvs) => {
    const known = Object.keys(LEAST).map((type) => indexOf(tlvs, Number(type)));
    const others = tlvs.filter((tlv, i) => tlv.type !== TLV.orgSpecific && !known.includes(i));
    return others.length === 0 ? undefined : others;
  }),
};

/** LLDP (IEEE 802.1AB). TLVs are built in the order of the fields, an end TLV last. */
export const lldp = header({
  name: "lldp",
  slot: Slot.lldp,
  fields,
  required: ["x_lldp_chassis_id", "x_lldp_port_id"],
  defaults: { x_lldp_ttl: DEFAULT_TTL },
  describe: ({ x_lldp_chassis_id, x_lldp_port_id }) =>
    `LLDP chassis ${x_lldp_chassis_id} port ${x_lldp_port_id}`,
  wrap(values, body) {
    const seconds = unsigned(values.x_lldp_ttl, "x_lldp_ttl", 16);
    const orgSpecific = inputList(values.x_lldp_org_specific, "x_lldp_org_specific");
    const tlvs = [
      idTlv(TLV.chassisId, chassisId, values.x_lldp_chassis_id, "x_lldp_chassis_id"),
      idTlv(TLV.portId, portId, values.x_lldp_port_id, "x_lldp_port_id"),
      tlvBytes(TLV.ttl, [seconds >>> 8, seconds & 0xff], "x_lldp_ttl"),
      textTlv(TLV.systemName, values.x_lldp_sys_name, "x_lldp_sys_name"),
      textTlv(TLV.portDescription, values.x_lldp_port_descr, "x_lldp_port_descr"),
      ...orgSpecific.map((value, i) => {
        const path = `x_lldp_org_specific[${i}]`;
        return tlvBytes(TLV.orgSpecific, parseOrgSpecific(value, path), path);
      }),
      ...inputObjects(values.x_lldp_tlvs, "x_lldp_tlvs").map((tlv, i) =>
        givenTlvBytes(tlv, `x_lldp_tlvs[${i}]`),
      ),
      tlvBytes(TLV.end, [], ""),
    ].flat();
    const bytes = inFrontOf(body, tlvs.length);
    bytes.set(tlvs);
    return bytes;
  },
});

/** Notes the TLVs at `at`, up to the end TLV or the first one that is cut off. What follows the end is padding. */
export function findLldp(bytes: Uint8Array, at: number, layout: Layout): void {
  const { end, complete } = readTlvs(bytes, at, found(layout, Slot.end));
  if (end === at) return;
  layout[Slot.lldp] = at;
  layout[Slot.payload] = end;
  if (complete) layout[Slot.end] = end;
}

function idTlv(type: number, kinds: LldpIdKinds, value: string | undefined, name: string): number[] {
  try {
    return tlvBytes(type, kinds.parse(value as string), name);
  } catch (error) {
    throw error instanceof CodecError && error.path === "" ? error.at(name) : error;
  }
}

function textTlv(type: number, value: string | undefined, path: string): number[] {
  if (value === undefined) return [];
  if (typeof value !== "string") throw new CodecError("bad_value", `${show(value)} is not text`, { path });
  return tlvBytes(type, new TextEncoder().encode(value), path);
}
