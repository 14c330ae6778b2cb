import { u8, u16, u24 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { putU16 } from "../checksum.js";
import { uint8 } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";
import { LOWEST_ETHER_TYPE } from "./ethernet.js";

const LENGTH_SIZE = 2;
const LLC_SIZE = 3;
const SNAP_SIZE = 5;

/** What IEEE 802.3 can say as a length (section 3.2.6); larger numbers are EtherTypes. */
const LONGEST = 1500;

/** The access point and the control byte that announce a SNAP header. */
const SNAP_ACCESS_POINT = 0xaa;
const UNNUMBERED = 0x03;

const fields = {
  /** Destination service access point (LLC, IEEE 802.2), in frames that have a length in the place of the EtherType. */
  x_llc_dsap: uint8(Slot.llc, 0),
  /** Source service access point (LLC). */
  x_llc_ssap: uint8(Slot.llc, 1),
  /** Control byte (LLC); 0x03 is unnumbered information. Of a two-byte control field the first. */
  x_llc_control: uint8(Slot.llc, 2),
};

/** IEEE 802.2 LLC; `wrap` puts the length in front. The body begins with the SNAP header when there is one. */
export const llc = header({
  name: "llc",
  slot: Slot.llc,
  fields,
  required: ["x_llc_dsap", "x_llc_ssap"],
  defaults: { x_llc_control: UNNUMBERED },
  describe: ({ x_llc_dsap, x_llc_ssap }) => `LLC ${x_llc_ssap} > ${x_llc_dsap}`,
  wrap(values, body) {
    const length = LLC_SIZE + body.length;
    if (length > LONGEST) {
      throw new CodecError("too_large", `${length} bytes, more than an 802.3 length can say (${LONGEST})`);
    }
    const bytes = inFrontOf(body, LENGTH_SIZE + LLC_SIZE);
    putU16(bytes, 0, length);
    writeFields(bytes, LENGTH_SIZE, fields, values);
    return bytes;
  },
});

/** Puts a SNAP header with an EtherType in front of a body, to follow an LLC header with these values. */
export function snapWrap(etherType: number, body: Uint8Array): Uint8Array {
  const bytes = inFrontOf(body, SNAP_SIZE);
  putU16(bytes, 3, etherType);
  return bytes;
}

/** The LLC fields that announce a SNAP header. */
export const SNAP_FIELDS = {
  x_llc_dsap: SNAP_ACCESS_POINT,
  x_llc_ssap: SNAP_ACCESS_POINT,
  x_llc_control: UNNUMBERED,
};

/** Notes the LLC header at `at`, and returns the EtherType of the SNAP header behind it; -1 when there is none. */
export function findLlc(bytes: Uint8Array, at: number, layout: Layout): number {
  const length = u16(bytes, at - LENGTH_SIZE);
  const end = Math.min(found(layout, Slot.end), at + length);
  layout[Slot.end] = end;
  layout[Slot.payload] = at;
  if (at + LLC_SIZE > end) return -1;
  layout[Slot.llc] = at;
  layout[Slot.payload] = at + LLC_SIZE;
  const isSnap = u16(bytes, at) === 0xaaaa && u8(bytes, at + 2) === UNNUMBERED;
  if (!isSnap || at + LLC_SIZE + SNAP_SIZE > end || u24(bytes, at + LLC_SIZE) !== 0) return -1;
  const type = u16(bytes, at + LLC_SIZE + 3);
  if (type < LOWEST_ETHER_TYPE) return -1;
  layout[Slot.payload] = at + LLC_SIZE + SNAP_SIZE;
  return type;
}
