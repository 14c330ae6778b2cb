/**
 * Flows in the words of `ovs-ofctl`. Between them they use every match field and every action that Open vSwitch
 * 3.1 has for its users.
 */

/** Words, by what a match must say for them. */
type ByPrerequisite = Readonly<Record<string, readonly string[]>>;

/** Fields with a value, some with a mask, that the match structs of OpenFlow 1.0 and 1.1 have place for. */
const PLAIN_FIELDS: ByPrerequisite = {
  "": [
    ...["in_port=1", "in_port=LOCAL", "dl_src=0a:00:00:00:00:01", "dl_dst=0a:00:00:00:00:02"],
    ...["dl_type=0x88cc", "dl_vlan=5", "dl_vlan=0xffff", "dl_vlan_pcp=3"],
  ],
  ip: [
    ...["nw_src=10.0.0.1", "nw_src=10.1.0.0/16", "nw_dst=10.0.0.2", "nw_dst=10.0.0.0/255.0.0.0"],
    ...["nw_proto=47", "nw_tos=32", "ip_dscp=10"],
  ],
  tcp: ["tp_src=80", "tp_dst=81"],
  udp: ["tp_src=53", "tp_dst=54"],
  icmp: ["icmp_type=8", "icmp_code=1"],
  arp: ["arp_op=1", "arp_spa=10.0.0.1", "arp_spa=10.1.0.0/16", "arp_tpa=10.0.0.2"],
};

/** Fields that OpenFlow 1.1 has besides. */
const FIELDS_OF_11: ByPrerequisite = {
  "": [
    ...["metadata=0x12", "metadata=0x1200/0xff00", "dl_src=01:00:00:00:00:00/01:00:00:00:00:00"],
    "dl_dst=01:00:00:00:00:00/01:00:00:00:00:00",
  ],
  ip: ["nw_dst=10.0.0.1/255.0.0.255"],
  mpls: ["mpls_label=100", "mpls_tc=3"],
  mplsm: ["mpls_label=101"],
  sctp: ["tp_src=9", "tp_dst=10"],
};

/** Fields that need an extensible match: NXM in OpenFlow 1.0, OXM from OpenFlow 1.2 on. */
const EXTENSIBLE_FIELDS: ByPrerequisite = {
  "": [
    ...["pkt_mark=0x5/0xf", "conj_id=7", "actset_output=2"],
    ...["packet_type=(1,0x800)", "vlan_vid=0x1000/0x1000", "vlan_tci=0x1123/0x1fff"],
    ...["tun_id=0x123456789", "tun_id=0x10/0xf0", "tun_src=10.0.0.1", "tun_dst=10.0.0.0/24"],
    ...["tun_ipv6_src=fe80::1", "tun_ipv6_dst=fe80::/64", "tun_gbp_id=7", "tun_gbp_flags=0x8/0x8"],
    ...["tun_erspan_ver=1", "tun_erspan_idx=0x12", "tun_erspan_dir=1", "tun_erspan_hwid=3"],
    ...["tun_flags=+oam", "tun_gtpu_flags=0x30", "tun_gtpu_msgtype=255"],
    ...["ct_state=+trk+new-inv", "ct_zone=5", "ct_mark=0x12/0xff", "ct_label=0x1234567890abcdef1234"],
    "ct_label=0x10000000000000000/0xf0000000000000000",
    ...numbered("reg", 16, (n) => `0x${(n + 1).toString(16)}/0xff`),
    ...numbered("xreg", 8, (n) => `0x${n + 1}00000002`),
    ...numbered("xxreg", 4, (n) => `0x${n + 1}0000000200000003`),
    ...numbered("tun_metadata", 64, (n) => (n % 2 === 0 ? "0x12345678" : "0x1200/0xff00")),
  ],
  mpls: ["mpls_bos=1", "mpls_ttl=64"],
  ip: ["nw_ecn=1", "nw_ttl=64", "ip_frag=first", "ip_frag=not_later"],
  "ct_state=+trk+est,ip": ["ct_nw_src=10.0.0.1", "ct_nw_dst=10.0.0.0/8", "ct_nw_proto=17"],
  "ct_state=+trk+est,ct_nw_proto=6,ip": ["ct_tp_src=80", "ct_tp_dst=0x1000/0xf000"],
  "ct_state=+trk+est,ipv6": ["ct_ipv6_src=fe80::1", "ct_ipv6_dst=fe80::/64"],
  ipv6: [
    ...["ipv6_src=fe80::1", "ipv6_src=2001:db8::/32", "ipv6_dst=fe80::2", "ipv6_dst=::5/::ffff"],
    ...["ipv6_label=0x12345", "ipv6_label=0x100/0xf00", "nw_proto=51", "nw_tos=4", "nw_ecn=2", "nw_ttl=1"],
    "ip_frag=yes",
  ],
  tcp: ["tp_dst=0x1000/0xf000", "tcp_flags=+syn-ack", "tcp_flags=0x10"],
  tcp6: ["tp_src=81"],
  udp: ["tp_dst=0x20/0xffe0"],
  udp6: ["tp_dst=54"],
  sctp6: ["tp_dst=11"],
  icmp6: ["icmpv6_type=128", "icmpv6_code=2"],
  arp: ["arp_sha=0a:00:00:00:00:01", "arp_tha=0a:00:00:00:00:02"],
  "icmp6,icmpv6_type=135": [
    ...["nd_target=fe80::1", "nd_target=fe80::/64", "nd_sll=0a:00:00:00:00:01", "nd_reserved=5"],
    "nd_options_type=1",
  ],
  "icmp6,icmpv6_type=136": ["nd_tll=0a:00:00:00:00:02"],
  "dl_type=0x894f": [
    ...[
      "nsh_flags=2",
      "nsh_flags=1/1",
      "nsh_ttl=63",
      "nsh_mdtype=1",
      "nsh_np=3",
      "nsh_spi=0x123456",
      "nsh_si=255",
    ],
    ...["nsh_c1=0x1", "nsh_c2=0x2/0xf", "nsh_c3=0x3", "nsh_c4=0x4"],
  ],
};

/** Actions that go with the match of every version. */
const PLAIN_ACTIONS: ByPrerequisite = {
  "": [
    ...["drop", "1,2", "in_port", "table", "normal", "flood", "all", "local", "output(port=1,max_len=100)"],
    ...[
      "output:reg1",
      "output:reg0[0..15]",
      "output:xxreg1[0..15]",
      "enqueue:1:2",
      "set_queue:3,1,pop_queue",
    ],
    ...["controller", "controller:128", "controller(max_len=64,reason=no_match,id=5)"],
    "controller(max_len=64,reason=invalid_ttl,id=5,userdata=01.02.03.04.05.06.07.08.09,pause)",
    "controller(userdata=aa,meter_id=1)",
    ...[
      "bundle(eth_src,0,hrw,ofport,members:1,2,3)",
      "bundle(symmetric_l3l4+udp,60,active_backup,ofport,members:)",
    ],
    "bundle_load(nw_src,50,hrw,ofport,reg0[0..15],members:1,2)",
    ...["mod_vlan_vid:5", "mod_vlan_pcp:3", "mod_dl_src:0a:00:00:00:00:01"],
    ...["mod_dl_dst:0a:00:00:00:00:02", "push_mpls:0x8847"],
    "set_field:0a:00:00:00:00:05->eth_src",
    ...["load:5->NXM_OF_VLAN_TCI[]", "load:0x3->NXM_NX_REG0[4..7]", "load:0xffff->NXM_NX_TUN_ID[0..15]"],
    ...["move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[]", "move:NXM_NX_REG0[0..7]->NXM_NX_XXREG0[8..15]"],
    ...["check_pkt_larger(100)->NXM_NX_REG0[0]"],
    ...["set_tunnel:0x1234", "set_tunnel64:0x123456789", "set_tunnel:0x123456789", "ct_clear"],
    "learn(table=2,NXM_OF_VLAN_TCI[0..11],NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],output:NXM_OF_IN_PORT[])",
    "learn(table=2,idle_timeout=10,hard_timeout=20,fin_idle_timeout=1,fin_hard_timeout=2,priority=3,cookie=0x12,send_flow_rem,delete_learned,limit=5,result_dst=reg0[3],eth_type=0x800,load:5->reg1[],reg2=0x12)",
    ...["resubmit:1", "resubmit(,2)", "resubmit(1,2)", "clone(load:1->NXM_NX_REG0[],1),2"],
    ...["push:NXM_NX_REG0[0..7]", "pop:NXM_NX_REG1[3..10]", "exit"],
    "multipath(symmetric_l4,1024,modulo_n,16,0,NXM_NX_REG0[0..3])",
    "multipath(nw_dst,0,iter_hash,4,5,NXM_NX_REG5[])",
    ...["note:11.22.33", "note:11.22.33.44.55.66.77"],
    "sample(probability=123,collector_set_id=5,obs_domain_id=6,obs_point_id=7)",
    "sample(probability=123,collector_set_id=5,obs_domain_id=6,obs_point_id=7,sampling_port=1)",
    "sample(probability=123,collector_set_id=5,obs_domain_id=6,obs_point_id=7,sampling_port=1,egress)",
    "sample(probability=123,collector_set_id=5,obs_domain_id=6,obs_point_id=7,ingress)",
    ...["goto_table:3", "clear_actions", "write_actions(output:1)"],
  ],
  "dl_vlan=5": ["strip_vlan", "pop_vlan"],
  ip: [
    ...[
      "mod_nw_src:10.0.0.1",
      "mod_nw_dst:10.0.0.2",
      "mod_nw_tos:32",
      "mod_nw_ecn:1",
      "mod_nw_ttl:9",
      "dec_ttl",
    ],
    ...["dec_ttl(1,2,3)", "set_field:10.0.0.5/255.0.0.255->ip_dst", "set_field:10->ip_dscp"],
    ...["set_field:32->nw_tos"],
    ...["ct", "ct(commit)", "ct(commit,zone=5,table=3)", "ct(zone=NXM_NX_REG0[0..15],force,commit)"],
    "ct(commit,exec(load:0x1->NXM_NX_CT_MARK[0..3]))",
    "ct(commit,exec(move:NXM_NX_REG0[]->NXM_NX_CT_MARK[]))",
    ...["ct(nat)", "ct(commit,nat(src))", "ct(commit,nat(dst=10.0.0.1-10.0.0.9:80-90,persistent,hash))"],
    "ct(commit,nat(src=10.0.0.1,random))",
  ],
  tcp: [
    ...["mod_tp_src:80", "mod_tp_dst:81", "set_field:0x1000/0xf000->tcp_src", "ct(commit,alg=ftp)"],
    "fin_timeout(idle_timeout=5,hard_timeout=6)",
  ],
  udp: ["mod_tp_src:80", "mod_tp_dst:81", "set_field:53->udp_dst"],
  icmp: ["set_field:8->icmp_type", "set_field:1->icmp_code"],
  arp: ["set_field:2->arp_op", "set_field:10.0.0.1->arp_spa"],
  mpls: [...["set_mpls_label(5)", "set_mpls_tc(3)", "set_mpls_ttl(9)", "dec_mpls_ttl", "pop_mpls:0x800"]],
};

/** Actions that need an extensible match, if only because they set a field that others cannot name. */
const EXTENSIBLE_ACTIONS: ByPrerequisite = {
  "": [
    ...["set_field:0x1/0xf->reg0", "set_field:7->tun_id", "set_field:0x123/0xfff->xxreg1"],
    ...["set_field:0x5/0xf->pkt_mark", "set_field:10.0.0.5->tun_dst", "set_field:fe80::5->tun_ipv6_dst"],
    ...["set_field:2->tun_gbp_id", "set_field:1->tun_erspan_ver", "set_field:3->tun_erspan_idx"],
    ...["set_field:0x12345678->tun_metadata3", "delete_field:tun_metadata0"],
  ],
  ip: [
    "set_field:3->nw_ttl",
    "ct(commit,zone=1,exec(set_field:0x5->ct_mark,set_field:0x12->ct_label,load:0x1->NXM_NX_CT_MARK[0..3]))",
  ],
  ipv6: [
    ...["set_field:fe80::5->ipv6_src", "set_field:0x12345->ipv6_label"],
    ...["ct(commit,nat(src=fe80::1-fe80::9,random))", "ct(commit,nat(dst=[fe80::1]:80))"],
  ],
  "ct_state=+trk+est,ip": ["resubmit(,2,ct)"],
  "conj_id=5": ["conjunction(5,1/2)"],
  arp: ["set_field:0a:00:00:00:00:01->arp_sha"],
  icmp6: ["set_field:136->icmpv6_type"],
  "icmp6,icmpv6_type=135": [
    ...["set_field:fe80::1->nd_target", "set_field:0a:00:00:00:00:01->nd_sll", "set_field:2->nd_reserved"],
    "set_field:2->nd_options_type",
  ],
  mpls: ["set_field:64->mpls_ttl"],
  "dl_type=0x894f": ["set_field:5->nsh_spi", "set_field:3->nsh_si", "set_field:0x12->nsh_c1"],
};

/** Actions that the match struct of OpenFlow 1.0 does not go with, that of 1.1 does. */
const ACTIONS_OF_11: ByPrerequisite = {
  "": ["set_field:0x12/0xff->metadata", "write_metadata:0x12/0xff"],
  ip: ["set_field:1->nw_ecn"],
  sctp: ["set_field:9->sctp_src"],
  mpls: ["set_field:7->mpls_label", "set_field:3->mpls_tc"],
};

/** Actions and instructions that OpenFlow 1.0 has not, in no form. */
const ACTIONS_SINCE_11: ByPrerequisite = {
  "": [
    ...["group:1", "push_vlan:0x88a8", "write_actions(output:1,group:1),goto_table:5"],
    "mod_vlan_vid:5,clear_actions,write_metadata:1,goto_table:5",
  ],
};

/** Actions that Open vSwitch has in OpenFlow 1.3 and later only. */
const ACTIONS_SINCE_13: ByPrerequisite = {
  "": [
    ...["encap(nsh(md_type=1))", "encap(nsh(md_type=2,tlv(0x1000,10,0x12345678)))", "encap(mpls)"],
    ...["encap(mpls_mc)", "decap()", "decap(packet_type(ns=1,type=0x800))", "meter:1,2"],
  ],
  "dl_type=0x894f": ["dec_nsh_ttl", "decap()"],
  "packet_type=(1,0x800)": ["encap(ethernet)"],
};

/** Flows that go into the match struct of a version: with that of OpenFlow 1.0 or 1.1, one flow is one FLOW_MOD. */
export function plainFlows(version: number): string[] {
  return [
    ...matching(PLAIN_FIELDS),
    ...(version === 1 ? [] : matching(FIELDS_OF_11)),
    ...doing(PLAIN_ACTIONS),
    ...(version === 1 ? [] : [...doing(ACTIONS_OF_11), ...doing(ACTIONS_SINCE_11)]),
  ];
}

/** Flows that need an extensible match; OpenFlow 1.1 has none. */
export function extensibleFlows(version: number): string[] {
  if (version === 2) return [];
  return [
    ...(version === 1 ? [...matching(FIELDS_OF_11), ...doing(ACTIONS_OF_11)] : []),
    ...matching(EXTENSIBLE_FIELDS),
    ...doing(EXTENSIBLE_ACTIONS),
    ...(version < 4 ? [] : doing(ACTIONS_SINCE_13)),
  ];
}

function matching(fields: ByPrerequisite): string[] {
  return Object.entries(fields).flatMap(([needed, texts]) =>
    texts.map((text) => [needed, text, "actions=drop"].filter(Boolean).join(",")),
  );
}

function doing(actions: ByPrerequisite): string[] {
  return Object.entries(actions).flatMap(([needed, texts]) =>
    texts.map((text) => [needed, `actions=${text}`].filter(Boolean).join(",")),
  );
}

function numbered(name: string, count: number, value: (number: number) => string): string[] {
  return Array.from({ length: count }, (_, number) => `${name}${number}=${value(number)}`);
}
