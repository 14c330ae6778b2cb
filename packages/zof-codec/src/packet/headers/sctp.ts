import { crc32c } from "../crc32c.js";
import { uint16, uint32 } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";

export const SCTP = 132;

const SCTP_SIZE = 12;

const fields = {
  /** Source port (SCTP). */
  sctp_src: uint16(Slot.sctp, 0),
  /** Destination port (SCTP). */
  sctp_dst: uint16(Slot.sctp, 2),
  /** Verification tag (SCTP). When building: 0 unless given. */
  x_sctp_vtag: uint32(Slot.sctp, 4),
};

/** The common header of SCTP (RFC 9260 section 3.1); the chunks are payload. */
export const sctp = header({
  name: "sctp",
  slot: Slot.sctp,
  fields,
  required: ["sctp_src", "sctp_dst"],
  defaults: {},
  describe: ({ sctp_src, sctp_dst }) => `SCTP ${sctp_src} > ${sctp_dst}`,
  wrap(values, body) {
    const bytes = inFrontOf(body, SCTP_SIZE);
    writeFields(bytes, 0, fields, values);
    const checksum = crc32c(bytes);
    for (let i = 0; i < 4; i++) bytes[8 + i] = (checksum >>> (8 * i)) & 0xff;
    return bytes;
  },
});

/** Notes the SCTP header at `at`. */
export function findSctp(at: number, layout: Layout): void {
  if (at + SCTP_SIZE > found(layout, Slot.end)) return;
  layout[Slot.sctp] = at;
  layout[Slot.payload] = at + SCTP_SIZE;
}
