import { addWords, internetChecksum, putU16 } from "../checksum.js";
import { uint8 } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";

export const ICMPV6 = 58;

/** Type, code and checksum; the rest depends on the type. */
export const ICMPV6_SIZE = 4;

const fields = {
  /** Type (ICMPv6): 128 echo request, 129 echo reply, 133 to 136 router and neighbour discovery. */
  icmpv6_type: uint8(Slot.icmpv6, 0),
  /** Code within the type (ICMPv6). When building: 0 unless given. */
  icmpv6_code: uint8(Slot.icmpv6, 1),
};

/** ICMPv6 (RFC 4443). */
export const icmpv6 = header({
  name: "icmpv6",
  slot: Slot.icmpv6,
  fields,
  required: ["icmpv6_type"],
  defaults: {},
  describe: ({ icmpv6_type, icmpv6_code }) => `ICMPv6 type ${icmpv6_type} code ${icmpv6_code}`,
  wrap(values, body, around) {
    const bytes = inFrontOf(body, ICMPV6_SIZE);
    writeFields(bytes, 0, fields, values);
    putU16(bytes, 2, internetChecksum(addWords(around.sum(ICMPV6, bytes.length), bytes)));
    return bytes;
  },
});

/** Notes the ICMPv6 header at `at`. */
export function findIcmpv6(at: number, layout: Layout): void {
  if (at + ICMPV6_SIZE > found(layout, Slot.end)) return;
  layout[Slot.icmpv6] = at;
  layout[Slot.payload] = at + ICMPV6_SIZE;
}
