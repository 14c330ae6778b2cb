import { mac, walked } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { Slot } from "../layout.js";

export const ETHERNET_SIZE = 12;

/** What OpenFlow has for the type of a frame without one (OpenFlow 1.0 section 3.4, OFP_DL_TYPE_NOT_ETH_TYPE). */
export const NO_ETHER_TYPE = 0x05ff;

/** Below this the number in the place of the type is the length of an IEEE 802.3 frame. */
export const LOWEST_ETHER_TYPE = 0x0600;

const fields = {
  /** Destination MAC address (Ethernet), "0a:1b:2c:3d:4e:5f". */
  eth_dst: mac(Slot.ethernet, 0),
  /** Source MAC address (Ethernet). */
  eth_src: mac(Slot.ethernet, 6),
  /**
   * EtherType behind all VLAN tags (Ethernet II, or the SNAP header of IEEE 802.3): 0x0800 IPv4, 0x0806 ARP.
   * 0x05ff for an 802.3 frame that has no EtherType, as a match has it (OpenFlow 1.0 section 3.4).
   */
  eth_type: walked(Slot.ethType),
};

/** Addresses of an Ethernet frame; the body of `wrap` begins with the EtherType, the length or a VLAN tag. */
export const ethernet = header({
  name: "ethernet",
  slot: Slot.ethernet,
  fields,
  required: ["eth_dst", "eth_src"],
  defaults: {},
  describe: ({ eth_src, eth_dst }) => `Ethernet ${eth_src} > ${eth_dst}`,
  wrap(values, body) {
    const bytes = inFrontOf(body, ETHERNET_SIZE);
    writeFields(bytes, 0, fields, values);
    return bytes;
  },
});
