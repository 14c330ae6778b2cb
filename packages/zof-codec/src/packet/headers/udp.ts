import { u16 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { addWords, internetChecksum, putU16 } from "../checksum.js";
import { uint16 } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";

export const UDP = 17;

const UDP_SIZE = 8;

const fields = {
  /** Source port (UDP). */
  udp_src: uint16(Slot.udp, 0),
  /** Destination port (UDP). */
  udp_dst: uint16(Slot.udp, 2),
};

/** UDP (RFC 768). */
export const udp = header({
  name: "udp",
  slot: Slot.udp,
  fields,
  required: ["udp_src", "udp_dst"],
  defaults: {},
  describe: ({ udp_src, udp_dst }) => `UDP ${udp_src} > ${udp_dst}`,
  wrap(values, body, around) {
    const bytes = inFrontOf(body, UDP_SIZE);
    if (bytes.length > 0xffff) {
      throw new CodecError("too_large", `${bytes.length} bytes, more than a UDP length can say (65535)`);
    }
    writeFields(bytes, 0, fields, values);
    putU16(bytes, 4, bytes.length);
    const checksum = internetChecksum(addWords(around.sum(UDP, bytes.length), bytes));
    putU16(bytes, 6, checksum || 0xffff); // 0 would say that there is no checksum
    return bytes;
  },
});

/** Notes the UDP header at `at`. */
export function findUdp(bytes: Uint8Array, at: number, layout: Layout): void {
  const end = found(layout, Slot.end);
  if (at + UDP_SIZE > end) return;
  const length = u16(bytes, at + 4);
  layout[Slot.udp] = at;
  layout[Slot.payload] = at + UDP_SIZE;
  if (length >= UDP_SIZE && at + length < end) layout[Slot.end] = at + length;
}
