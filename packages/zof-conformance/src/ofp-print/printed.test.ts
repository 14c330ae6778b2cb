import { describe, expect, it } from "vitest";
import { printedActions } from "./printed-actions.js";
import { printedFlow } from "./printed-flow.js";
import { printedMatch } from "./printed-match.js";

describe("printedMatch", () => {
  it.each([
    ["tcp6,tp_dst=80", { ETH_TYPE: "0x86dd", IP_PROTO: "0x6", TCP_DST: "0x50" }],
    ["icmp,icmp_type=8", { ETH_TYPE: "0x800", IP_PROTO: "0x1", ICMPV4_TYPE: "0x8" }],
    ["ip,nw_src=10.0.0.0/8", { ETH_TYPE: "0x800", IPV4_SRC: "0xa000000/0xff000000" }],
    [
      "ipv6,ipv6_dst=fe80::/16",
      { ETH_TYPE: "0x86dd", IPV6_DST: `0xfe80${"0".repeat(28)}/0xffff${"0".repeat(28)}` },
    ],
    ["dl_vlan=5,dl_vlan_pcp=3", { VLAN_VID: "0x1005", VLAN_PCP: "0x3" }],
    ["vlan_tci=0x0000/0x1fff", { VLAN_VID: "0x0" }],
    ["vlan_tci=0x1000/0x1000", { VLAN_VID: "0x1000/0x1000" }],
    ["vlan_tci=0xb005", { VLAN_VID: "0x1005", VLAN_PCP: "0x5" }],
    ["in_port=LOCAL,nw_tos=184", { IN_PORT: "LOCAL", IP_DSCP: "0x2e" }],
    ["", {}],
  ])("reads %s", (text, match) => {
    expect(printedMatch(text)).toEqual(match);
  });
});

describe("printedActions", () => {
  it.each([
    ["drop", []],
    ["output:1,CONTROLLER:128,FLOOD", ["OUTPUT 0x1", "OUTPUT CONTROLLER 0x80", "OUTPUT FLOOD"]],
    ["enqueue:2:5,strip_vlan", ["ENQUEUE 0x2 0x5", "POP_VLAN"]],
    ["mod_nw_tos:184,mod_vlan_vid:7", ["SET_FIELD IP_DSCP 0x2e", "SET_FIELD VLAN_VID 0x1007"]],
    ["set_field:1->icmp_type,set_mpls_ttl(9)", ["SET_FIELD ICMPV4_TYPE 0x1", "SET_MPLS_TTL 0x9"]],
    [
      "write_actions(set_mpls_ttl(9),output:2),goto_table:3",
      ["WRITE_ACTIONS SET_MPLS_TTL 0x9, OUTPUT 0x2", "GOTO_TABLE 0x3"],
    ],
    ["write_metadata:0x1/0xf", ["WRITE_METADATA 0x1/0xf"]],
  ])("reads %s", (text, actions) => {
    expect(printedActions(text)).toEqual(actions);
  });
});

describe("printedFlow", () => {
  it("reads a line of dump-flows", () => {
    const text =
      " cookie=0xab, duration=2.500s, table=1, n_packets=3, n_bytes=?, idle_timeout=10, send_flow_rem priority=7,in_port=1 actions=output:2";
    expect(printedFlow(text)).toEqual({
      attributes: {
        ...{ cookie: "0xab", duration: "2.5", table_id: "0x1", idle_timeout: "0xa", priority: "0x7" },
        ...{ packet_count: "0x3", byte_count: "0xffffffffffffffff" },
      },
      flags: ["SEND_FLOW_REM"],
      match: { IN_PORT: "0x1" },
      actions: ["OUTPUT 0x2"],
    });
  });

  it("knows what is not printed", () => {
    expect(printedFlow("actions=drop")).toEqual({
      attributes: { priority: "0x8000" },
      flags: [],
      match: {},
      actions: [],
    });
  });
});
