import type { FieldLookup } from "./prerequisites.js";
import { dscp10, ipv4, mac, type Scalar, u8, u16, vlan10 } from "./scalar.js";
import { sharedSlots } from "./shared-slots.js";
import { type Slot, StructMatch } from "./struct-match.js";

const SIZE = 40;
const ETH_ARP = 0x0806;
const IP_ICMP = 1;
const IP_UDP = 17;

const LINK = ["IN_PORT", "ETH_SRC", "ETH_DST", "VLAN_VID", "VLAN_PCP", "ETH_TYPE"];
const NETWORK = [...LINK, "IP_DSCP", "IP_PROTO", "IPV4_SRC", "IPV4_DST"];
const ARP = [...LINK, "IP_DSCP", "ARP_OP", "ARP_SPA", "ARP_TPA", "TCP_SRC", "TCP_DST"];
const TCP = [...NETWORK, "TCP_SRC", "TCP_DST"];
const UDP = [...NETWORK, "UDP_SRC", "UDP_DST"];
const ICMP = [...NETWORK, "ICMPV4_TYPE", "ICMPV4_CODE"];

/** The match of OpenFlow 1.0 (`struct ofp_match`, OpenFlow 1.0.1 section 5.2.3), 40 bytes. */
export function match10(port: Scalar, lookup: FieldLookup): StructMatch {
  const slots = new Map<string, Slot>([
    ["IN_PORT", { offset: 4, scalar: port, ignore: { bit: 1 << 0 } }],
    ["ETH_SRC", { offset: 6, scalar: mac, ignore: { bit: 1 << 2 } }],
    ["ETH_DST", { offset: 12, scalar: mac, ignore: { bit: 1 << 3 } }],
    ["VLAN_VID", { offset: 18, scalar: vlan10, ignore: { bit: 1 << 1 } }],
    ["VLAN_PCP", { offset: 20, scalar: u8, ignore: { bit: 1 << 20 } }],
    ["ETH_TYPE", { offset: 22, scalar: u16, ignore: { bit: 1 << 4 } }],
    ["IP_DSCP", { offset: 24, scalar: dscp10, ignore: { bit: 1 << 21 } }],
    ...sharedSlots(
      {
        protocol: { offset: 25, scalar: u8, ignore: { bit: 1 << 5 } },
        networkSource: { offset: 28, scalar: ipv4, ignore: { prefix: 1 << 8 } },
        networkTarget: { offset: 32, scalar: ipv4, ignore: { prefix: 1 << 14 } },
        transportSource: { offset: 36, scalar: u16, ignore: { bit: 1 << 6 } },
        transportTarget: { offset: 38, scalar: u16, ignore: { bit: 1 << 7 } },
      },
      ["TCP", "UDP"],
    ),
  ]);
  const empty = new Uint8Array(SIZE);
  // Every bit set, with 32 (all bits of the address) as the counts of ignored address bits.
  empty.set([0x00, 0x38, 0x20, 0xff]);
  const names = (ethType: number | undefined, ipProtocol: number | undefined) => {
    if (ethType === ETH_ARP) return ARP;
    return ipProtocol === IP_ICMP ? ICMP : ipProtocol === IP_UDP ? UDP : TCP;
  };
  return new StructMatch(
    { version: "1.0", size: SIZE, wildcards: 0, empty, header: 0, slots, names },
    lookup,
  );
}
