import type { OxmCodec } from "./oxm-codec.js";
import type { Reader } from "./reader.js";
import { dscp10, ipv4, mac, type Scalar, u8, u16, u32, u64, vlan10 } from "./scalar.js";
import { sharedSlots } from "./shared-slots.js";
import { type Slot, StructMatch } from "./struct-match.js";

const SIZE = 88;
/** Type of a match that is a list of fields. */
const OXM = 1;
const ETH_ARP = 0x0806;
const IP_ICMP = 1;
const IP_UDP = 17;
const IP_SCTP = 132;
/** Any tag, but no particular one (`OFPVID_ANY`). */
const ANY_VLAN = { raw: 0xfffe, value: 0x1000, mask: 0x1000 };

const LINK = ["IN_PORT", "METADATA", "ETH_SRC", "ETH_DST", "VLAN_VID", "VLAN_PCP", "ETH_TYPE"];
const MPLS = ["MPLS_LABEL", "MPLS_TC"];
const NETWORK = [...LINK, "IP_DSCP", "IP_PROTO", "IPV4_SRC", "IPV4_DST"];
const ARP = [...LINK, "IP_DSCP", "ARP_OP", "ARP_SPA", "ARP_TPA", "TCP_SRC", "TCP_DST", ...MPLS];
const TCP = [...NETWORK, "TCP_SRC", "TCP_DST", ...MPLS];
const UDP = [...NETWORK, "UDP_SRC", "UDP_DST", ...MPLS];
const SCTP = [...NETWORK, "SCTP_SRC", "SCTP_DST", ...MPLS];
const ICMP = [...NETWORK, "ICMPV4_TYPE", "ICMPV4_CODE", ...MPLS];

/**
 * The match of OpenFlow 1.1 (`struct ofp_match`, OpenFlow 1.1 section A.2.3), 88 bytes. Its masks say which
 * bits to ignore; they are shown as masks are elsewhere, of the bits that count.
 *
 * Its type leaves room for others: Open vSwitch describes flows of OpenFlow 1.1 with the list of fields of 1.2,
 * for the struct has no place for all that it matches. That is read as well.
 */
export function match11(port: Scalar, oxm: OxmCodec): StructMatch {
  const slots = new Map<string, Slot>([
    ["IN_PORT", { offset: 4, scalar: port, ignore: { bit: 1 << 0 } }],
    ["METADATA", { offset: 72, scalar: u64, ignore: { mask: 80 } }],
    ["ETH_SRC", { offset: 12, scalar: mac, ignore: { mask: 18 } }],
    ["ETH_DST", { offset: 24, scalar: mac, ignore: { mask: 30 } }],
    ["VLAN_VID", { offset: 36, scalar: vlan10, ignore: { bit: 1 << 1 }, any: ANY_VLAN }],
    ["VLAN_PCP", { offset: 38, scalar: u8, ignore: { bit: 1 << 2 } }],
    ["ETH_TYPE", { offset: 40, scalar: u16, ignore: { bit: 1 << 3 } }],
    ["IP_DSCP", { offset: 42, scalar: dscp10, ignore: { bit: 1 << 4 } }],
    ...sharedSlots(
      {
        protocol: { offset: 43, scalar: u8, ignore: { bit: 1 << 5 } },
        networkSource: { offset: 44, scalar: ipv4, ignore: { mask: 48 } },
        networkTarget: { offset: 52, scalar: ipv4, ignore: { mask: 56 } },
        transportSource: { offset: 60, scalar: u16, ignore: { bit: 1 << 6 } },
        transportTarget: { offset: 62, scalar: u16, ignore: { bit: 1 << 7 } },
      },
      ["TCP", "UDP", "SCTP"],
    ),
    ["MPLS_LABEL", { offset: 64, scalar: u32, ignore: { bit: 1 << 8 } }],
    ["MPLS_TC", { offset: 68, scalar: u8, ignore: { bit: 1 << 9 } }],
  ]);
  const empty = new Uint8Array(SIZE);
  empty.set([0, 0, 0, SIZE]); // type OFPMT_STANDARD, length
  empty.set([0, 0, 0x03, 0xff], 8);
  for (const { scalar, ignore } of slots.values()) {
    if ("mask" in ignore) empty.fill(0xff, ignore.mask, ignore.mask + scalar.size);
  }
  const names = (ethType: number | undefined, ipProtocol: number | undefined) => {
    if (ethType === ETH_ARP) return ARP;
    if (ipProtocol === IP_ICMP) return ICMP;
    return ipProtocol === IP_UDP ? UDP : ipProtocol === IP_SCTP ? SCTP : TCP;
  };
  const list = { type: OXM, read: (reader: Reader) => oxm.readMatch(reader) };
  return new StructMatch(
    { version: "1.1", size: SIZE, wildcards: 8, empty, header: 4, slots, names, list },
    oxm,
  );
}
