import { u8 } from "../../byte-read.js";
import { type Field, ipv6Address, uint32 } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";
import { inputObjects } from "../packet-input.js";
import { ICMPV6_SIZE } from "./icmpv6.js";
import {
  addressOption,
  isAddressOption,
  type NdOption,
  type NdOptionInput,
  optionBytes,
  readAddressOption,
  readNdOptions,
  SOURCE_ADDRESS,
  TARGET_ADDRESS,
} from "./nd-options.js";

export const NEIGHBOUR_SOLICITATION = 135;
export const NEIGHBOUR_ADVERTISEMENT = 136;

/** Reserved word and target. */
const ND_SIZE = 20;

/** The option that holds a MAC address, by message type. */
const ADDRESS_OPTION: Readonly<Record<number, number>> = {
  [NEIGHBOUR_SOLICITATION]: SOURCE_ADDRESS,
  [NEIGHBOUR_ADVERTISEMENT]: TARGET_ADDRESS,
};

function addressField(messageType: number): Field<string> {
  return {
    slot: Slot.neighbour,
    read(bytes, at, layout) {
      if (messageType !== messageTypeAt(bytes, at)) return undefined;
      const { options } = readNdOptions(bytes, at + ND_SIZE, found(layout, Slot.end));
      return readAddressOption(options, ADDRESS_OPTION[messageType] as number);
    },
  };
}

const otherOptions: Field<NdOption[], readonly NdOptionInput[]> = {
  slot: Slot.neighbour,
  read(bytes, at, layout) {
    const { options } = readNdOptions(bytes, at + ND_SIZE, found(layout, Slot.end));
    const addressType = ADDRESS_OPTION[messageTypeAt(bytes, at)] as number;
    const address = options.findIndex((option) => isAddressOption(option, addressType));
    const others = options.filter((_, i) => i !== address);
    return others.length === 0 ? undefined : others;
  },
};

const fields = {
  /** The address that is asked for or announced (ICMPv6 neighbour solicitation and advertisement). */
  ipv6_nd_target: ipv6Address(Slot.neighbour, 4),
  /** The sender's MAC address, an option of a neighbour solicitation (ICMPv6). */
  ipv6_nd_sll: addressField(NEIGHBOUR_SOLICITATION),
  /** The target's MAC address, an option of a neighbour advertisement (ICMPv6). */
  ipv6_nd_tll: addressField(NEIGHBOUR_ADVERTISEMENT),
  /**
   * The 32 bits in front of the target (ICMPv6 neighbour discovery). In an advertisement the upper three are flags:
   * router, solicited, override. When building: 0 unless given.
   */
  x_ipv6_nd_res: uint32(Slot.neighbour, 0),
  /** The other options (ICMPv6 neighbour discovery), in their order; absent when there are none. */
  x_ipv6_nd_options: otherOptions,
};

/** Neighbour solicitation and advertisement (RFC 4861 sections 4.3 and 4.4), behind the ICMPv6 header. */
export const nd = header({
  name: "nd",
  slot: Slot.neighbour,
  fields,
  required: ["ipv6_nd_target"],
  defaults: {},
  describe: ({ ipv6_nd_target }) => `ND ${ipv6_nd_target}`,
  wrap(values, body) {
    const others = inputObjects(values.x_ipv6_nd_options, "x_ipv6_nd_options");
    const options = [
      ...addressOption(SOURCE_ADDRESS, "ipv6_nd_sll", values.ipv6_nd_sll),
      ...addressOption(TARGET_ADDRESS, "ipv6_nd_tll", values.ipv6_nd_tll),
      ...others.flatMap((option, i) => optionBytes(option, `x_ipv6_nd_options[${i}]`)),
    ];
    const bytes = inFrontOf(body, ND_SIZE + options.length);
    writeFields(bytes, 0, fields, values);
    bytes.set(options, ND_SIZE);
    return bytes;
  },
});

/** Notes what follows the ICMPv6 header of a neighbour solicitation or advertisement, from `at` on. */
export function findNd(bytes: Uint8Array, at: number, layout: Layout): void {
  if (ADDRESS_OPTION[messageTypeAt(bytes, at)] === undefined) return;
  const end = found(layout, Slot.end);
  const code = u8(bytes, at - ICMPV6_SIZE + 1);
  if (code !== 0 || at + ND_SIZE > end) return;
  layout[Slot.neighbour] = at;
  layout[Slot.payload] = readNdOptions(bytes, at + ND_SIZE, end).end;
}

function messageTypeAt(bytes: Uint8Array, at: number): number {
  return u8(bytes, at - ICMPV6_SIZE);
}
