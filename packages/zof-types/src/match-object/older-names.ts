import { CodecError } from "zof-codec";

/** The kind of packet that a match is for, as far as it says. */
export interface PacketKind {
  readonly ethType: number | undefined;
  readonly ipProto: number | undefined;
}

const ARP = 0x0806;
const ICMPV4 = 1;
const TRANSPORTS: Readonly<Record<number, string>> = { 6: "TCP", 17: "UDP", 132: "SCTP" };
const ICMPS: Readonly<Record<number, string>> = { [ICMPV4]: "ICMPV4", 58: "ICMPV6" };

/** Fields by the names that Open vSwitch and OpenFlow 1.0 had for them. */
const OLDER_NAMES = {
  dl_dst: () => "ETH_DST",
  dl_src: () => "ETH_SRC",
  dl_type: () => "ETH_TYPE",
  dl_vlan: () => "VLAN_VID",
  dl_vlan_pcp: () => "VLAN_PCP",
  nw_dst: ({ ethType }: PacketKind) => (ethType === ARP ? "ARP_TPA" : "IPV4_DST"),
  nw_src: ({ ethType }: PacketKind) => (ethType === ARP ? "ARP_SPA" : "IPV4_SRC"),
  nw_proto: ({ ethType }: PacketKind) => (ethType === ARP ? "ARP_OP" : "IP_PROTO"),
  nw_ecn: () => "IP_ECN",
  nw_ttl: () => "NX_IP_TTL",
  tp_dst: ({ ipProto }: PacketKind) => transportField("tp_dst", ipProto, "DST", "CODE"),
  tp_src: ({ ipProto }: PacketKind) => transportField("tp_src", ipProto, "SRC", "TYPE"),
};

export type OlderName = keyof typeof OLDER_NAMES;

/** The field that an older name stands for; undefined when it is none. */
export function fieldOfOlderName(name: string, kind: PacketKind): string | undefined {
  return Object.hasOwn(OLDER_NAMES, name) ? OLDER_NAMES[name as OlderName](kind) : undefined;
}

function transportField(
  name: string,
  ipProto: number | undefined,
  end: "SRC" | "DST",
  icmp: "TYPE" | "CODE",
): string {
  const transport = TRANSPORTS[ipProto ?? -1];
  if (transport !== undefined) return `${transport}_${end}`;
  const protocol = ICMPS[ipProto ?? -1];
  if (protocol !== undefined) return `${protocol}_${icmp}`;
  const known = [...Object.entries(ICMPS), ...Object.entries(TRANSPORTS)].map(
    ([n, each]) => `${n} (${each})`,
  );
  throw new CodecError(
    "bad_value",
    `its meaning depends on ip_proto, which must be one of ${known.join(", ")}`,
    {
      path: name,
    },
  );
}
