import { addWords, internetChecksum, putU16 } from "../checksum.js";
import { uint8 } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";

export const ICMPV4 = 1;

/** Type, code and checksum. What follows depends on the type and is payload, as identifier and sequence of an echo. */
const ICMP_SIZE = 4;

const fields = {
  /** Type (ICMP for IPv4): 0 echo reply, 3 unreachable, 8 echo request, 11 time exceeded. */
  icmpv4_type: uint8(Slot.icmpv4, 0),
  /** Code within the type (ICMP for IPv4). When building: 0 unless given. */
  icmpv4_code: uint8(Slot.icmpv4, 1),
};

/** ICMP for IPv4 (RFC 792). */
export const icmpv4 = header({
  name: "icmpv4",
  slot: Slot.icmpv4,
  fields,
  required: ["icmpv4_type"],
  defaults: {},
  describe: ({ icmpv4_type, icmpv4_code }) => `ICMPv4 type ${icmpv4_type} code ${icmpv4_code}`,
  wrap(values, body) {
    const bytes = inFrontOf(body, ICMP_SIZE);
    writeFields(bytes, 0, fields, values);
    putU16(bytes, 2, internetChecksum(addWords(0, bytes)));
    return bytes;
  },
});

/** Notes the ICMP header at `at`. */
export function findIcmpv4(at: number, layout: Layout): void {
  if (at + ICMP_SIZE > found(layout, Slot.end)) return;
  layout[Slot.icmpv4] = at;
  layout[Slot.payload] = at + ICMP_SIZE;
}
