import { u16 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { putU16 } from "../checksum.js";
import { addBits, bits, type Field, uint16, unsigned, walked } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { type Layout, Slot } from "../layout.js";
import { inputObjects } from "../packet-input.js";

/** One VLAN tag (IEEE 802.1Q). */
export interface VlanTag {
  /** Tag protocol: 0x8100 for a customer tag (802.1Q), 0x88a8 for a service tag (802.1ad). */
  tpid: number;
  /** Priority, 0..7. */
  pcp: number;
  /** Drop eligible, 0 or 1. */
  dei: number;
  /** VLAN number as on the wire, 0..4095; 0 is a priority tag. */
  vid: number;
}

/** A tag to build: `tpid` is 0x8100 unless given, `pcp` and `dei` are 0. */
export type VlanTagInput = Pick<VlanTag, "vid"> & Partial<VlanTag>;

const TAG_SIZE = 4;
const CUSTOMER_TAG = 0x8100;
const SERVICE_TAG = 0x88a8;

/** As a match names VLAN 0: OFPVID_PRESENT and no number (OpenFlow 1.3.5 section 7.2.3.7). */
const PRIORITY_TAG = 4096;

const inner: Field<VlanTag[], readonly VlanTagInput[]> = {
  slot: Slot.vlan,
  read(bytes, at) {
    const tags: VlanTag[] = [];
    for (let offset = at + TAG_SIZE; isWholeTag(bytes, offset); offset += TAG_SIZE) {
      tags.push(readTag(bytes, offset));
    }
    return tags.length === 0 ? undefined : tags;
  },
};

const fields = {
  /**
   * VLAN number of the outermost tag as a match's VLAN_VID has it: 0 when the frame has no tag, 1 to 4095 that
   * tag, 4096 a priority tag (number 0). Absent from the plain object when there is no tag. When building also
   * 4097 to 8191 for 1 to 4095.
   */
  vlan_vid: walked(Slot.vlanVid),
  /** Priority of the outermost VLAN tag, 0..7. */
  vlan_pcp: bits(Slot.vlan, 0, 13, 3),
  /** Drop eligible indicator of the outermost VLAN tag, 0 or 1. */
  x_vlan_dei: bits(Slot.vlan, 0, 12, 1),
  /** Tag protocol of the outermost VLAN tag: 0x8100 (802.1Q) or 0x88a8 (802.1ad). */
  x_vlan_tpid: uint16(Slot.vlan, 0),
  /** The VLAN tags within the outermost one, from the outside in; absent when there is only one tag. */
  x_vlan_inner: inner,
};

/** VLAN tags, outermost first; the body of `wrap` begins with the EtherType or the length. */
export const vlan = header({
  name: "vlan",
  slot: Slot.vlan,
  fields,
  required: ["vlan_vid"],
  defaults: { x_vlan_tpid: CUSTOMER_TAG },
  describe: ({ vlan_vid, x_vlan_inner }) =>
    ["VLAN", (vlan_vid ?? 0) % PRIORITY_TAG, ...(x_vlan_inner ?? []).map((tag) => tag.vid)].join(" "),
  wrap(values, body) {
    const innerTags = inputObjects(values.x_vlan_inner, "x_vlan_inner");
    const bytes = inFrontOf(body, TAG_SIZE * (1 + innerTags.length));
    checkTpid(values.x_vlan_tpid, "x_vlan_tpid");
    writeFields(bytes, 0, fields, values);
    addBits(bytes, 0, 0, unsigned(values.vlan_vid, "vlan_vid", 13) % PRIORITY_TAG);
    for (const [i, tag] of innerTags.entries())
      writeTag(bytes, TAG_SIZE * (i + 1), tag, `x_vlan_inner[${i}]`);
    return bytes;
  },
});

/** Notes the VLAN tags that begin at `start`, and returns the offset of the EtherType or length behind them. */
export function findVlan(bytes: Uint8Array, start: number, layout: Layout): number {
  let at = start;
  for (; isWholeTag(bytes, at); at += TAG_SIZE) {
    if (at > start) continue;
    layout[Slot.vlan] = at;
    layout[Slot.vlanVid] = readTag(bytes, at).vid || PRIORITY_TAG;
  }
  if (at === start && !isTpid(u16(bytes, at))) layout[Slot.vlanVid] = 0;
  return at;
}

function isTpid(type: number): boolean {
  return type === CUSTOMER_TAG || type === SERVICE_TAG;
}

/** Whether a tag and the two bytes behind it, which say what follows, are there. */
function isWholeTag(bytes: Uint8Array, at: number): boolean {
  return at + TAG_SIZE + 2 <= bytes.length && isTpid(u16(bytes, at));
}

function readTag(bytes: Uint8Array, at: number): VlanTag {
  const tci = u16(bytes, at + 2);
  return { tpid: u16(bytes, at), pcp: tci >>> 13, dei: (tci >>> 12) & 1, vid: tci & 0xfff };
}

function writeTag(bytes: Uint8Array, at: number, tag: VlanTagInput, path: string): void {
  const { tpid = CUSTOMER_TAG, pcp = 0, dei = 0, vid } = tag;
  checkTpid(tpid, `${path}.tpid`);
  putU16(bytes, at, tpid);
  addBits(bytes, at, 13, unsigned(pcp, `${path}.pcp`, 3));
  addBits(bytes, at, 12, unsigned(dei, `${path}.dei`, 1));
  addBits(bytes, at, 0, unsigned(vid, `${path}.vid`, 12));
}

function checkTpid(value: unknown, path: string): void {
  if (isTpid(unsigned(value, path, 16))) return;
  throw new CodecError("bad_value", "a VLAN tag's protocol is 0x8100 (802.1Q) or 0x88a8 (802.1ad)", { path });
}
