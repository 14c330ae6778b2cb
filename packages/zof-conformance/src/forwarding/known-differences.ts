import { buildPacket, type PacketInput } from "zof-codec";
import type { ActionInput, FieldInput, InstructionInput, MessageInput } from "zof-types";

/** What both do with one packet, where they do not do the same. */
export interface KnownDifference {
  readonly what: string;
  /** Why the simulated switch does not do as Open vSwitch does. */
  readonly reason: string;
  readonly messages: readonly MessageInput[];
  readonly frame: PacketInput;
  /** What Open vSwitch sends out: port and headers that tell; or the error with which it refuses the last message. */
  readonly real: readonly (readonly [port_no: number, headers: object])[] | string;
  /** What the simulated switch sends out. */
  readonly simulated: readonly (readonly [port_no: number, headers: object])[];
}

const ethernet = { eth_dst: "02:00:00:00:00:02", eth_src: "02:00:00:00:00:01" };
const udp = { ...ethernet, ipv4_src: "10.0.0.1", ipv4_dst: "10.0.0.2", ip_dscp: 46, udp_src: 1, udp_dst: 2 };
const udp6 = { ...ethernet, ipv6_src: "::1", ipv6_dst: "::2", udp_src: 1, udp_dst: 2 };

const isIp: FieldInput = { field: "ETH_TYPE", value: 0x0800 };
const apply = (...actions: ActionInput[]): InstructionInput => ({ instruction: "APPLY_ACTIONS", actions });
const out = (port_no: number): ActionInput => ({ action: "OUTPUT", port_no });
const add = (match: readonly FieldInput[], ...instructions: InstructionInput[]): MessageInput => ({
  type: "FLOW_MOD",
  msg: { command: "ADD", match, instructions },
});

const pushMpls: ActionInput = { action: "PUSH_MPLS", ethertype: 0x8847 };
const pushVlan: ActionInput = { action: "PUSH_VLAN", ethertype: 0x8100 };

/** All known differences in forwarding; random pipelines keep clear of them. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    what: "VLAN tag pushed on a tagged packet",
    reason: "it takes over VLAN and priority (OpenFlow 1.3.5, section 5.12.1)",
    messages: [add([], apply(pushVlan, out(2)))],
    frame: { ...udp, vlan_vid: 5, vlan_pcp: 3 },
    real: [[2, { vlan_vid: 4096, vlan_pcp: 0 }]],
    simulated: [[2, { vlan_vid: 5, vlan_pcp: 3 }]],
  },
  {
    what: "third VLAN tag",
    reason: "Open vSwitch keeps track of two tags",
    messages: [add([], apply(pushVlan, out(2)))],
    frame: { ...udp, vlan_vid: 5, x_vlan_inner: [{ vid: 6 }] },
    real: [[2, { x_vlan_inner: [{ vid: 5 }] }]],
    simulated: [[2, { x_vlan_inner: [{ vid: 5 }, { vid: 6 }] }]],
  },
  {
    what: "first MPLS label of IPv4",
    reason: "fields that nothing is taken over for are 0 (OpenFlow 1.3.5, section 5.12.1)",
    messages: [add([isIp], apply(pushMpls, out(2)))],
    frame: udp,
    real: [[2, { mpls_label: 0, mpls_tc: 6 }]],
    simulated: [[2, { mpls_label: 0, mpls_tc: 0 }]],
  },
  {
    what: "first MPLS label of IPv6",
    reason: "as for IPv4",
    messages: [add([{ field: "ETH_TYPE", value: 0x86dd }], apply(pushMpls, out(2)))],
    frame: udp6,
    real: [[2, { mpls_label: 2 }]],
    simulated: [[2, { mpls_label: 0 }]],
  },
  {
    what: "TTL used up before the action set runs",
    reason: "such a packet goes no further (OpenFlow 1.3.5, section 5.12)",
    messages: [
      add(
        [],
        { instruction: "WRITE_ACTIONS", actions: [out(2)] },
        { instruction: "GOTO_TABLE", table_id: 1 },
      ),
      {
        type: "FLOW_MOD",
        msg: { command: "ADD", table_id: 1, match: [isIp], instructions: [apply({ action: "DEC_NW_TTL" })] },
      },
    ],
    frame: { ...udp, nx_ip_ttl: 1 },
    real: [[2, { nx_ip_ttl: 1 }]],
    simulated: [],
  },
  {
    what: "table miss behind an action set",
    reason: "what no entry matches is dropped (OpenFlow 1.3.5, section 5.4)",
    messages: [
      add(
        [],
        { instruction: "WRITE_ACTIONS", actions: [out(2)] },
        { instruction: "GOTO_TABLE", table_id: 1 },
      ),
    ],
    frame: udp,
    real: [[2, { udp_dst: 2 }]],
    simulated: [],
  },
  {
    what: "ICMP of fewer than eight bytes",
    reason: "type and code are there",
    messages: [
      add([isIp, { field: "IP_PROTO", value: 1 }, { field: "ICMPV4_TYPE", value: 8 }], apply(out(2))),
    ],
    frame: { ...ethernet, ipv4_src: "10.0.0.1", ipv4_dst: "10.0.0.2", icmpv4_type: 8, payload: "0000" },
    real: [],
    simulated: [[2, { icmpv4_type: 8 }]],
  },
  {
    what: "COPY_TTL_OUT",
    reason: "Open vSwitch does not have it",
    messages: [add([isIp], apply(pushMpls, { action: "COPY_TTL_OUT" }, out(2)))],
    frame: udp,
    real: "BAD_ACTION OFPBAC_BAD_TYPE",
    simulated: [[2, { mpls_bos: 1 }]],
  },
  {
    what: "PUSH_PBB",
    reason: "Open vSwitch does not have it",
    messages: [add([], apply({ action: "PUSH_PBB", ethertype: 0x88e7 }, out(2)))],
    frame: udp,
    real: "BAD_ACTION OFPBAC_BAD_TYPE",
    simulated: [[2, { eth_type: 0x88e7 }]],
  },
  {
    what: "DSCP_REMARK",
    reason: "Open vSwitch does not have it",
    messages: [
      {
        type: "METER_MOD",
        msg: {
          command: "ADD",
          flags: ["PKTPS"],
          meter_id: 1,
          bands: [{ type: "DSCP_REMARK", rate: 1, prec_level: 1 }],
        },
      },
    ],
    frame: udp,
    real: "METER_MOD_FAILED OFPMMFC_BAD_BAND",
    simulated: [],
  },
];

/** The packet of a difference. */
export const bytesOf = (difference: KnownDifference): Uint8Array => buildPacket(difference.frame);
