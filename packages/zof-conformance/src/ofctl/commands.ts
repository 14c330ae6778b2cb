/** A command of `ovs-ofctl`. */
export interface OfctlCommand {
  /** First and last wire version that has it. */
  readonly versions: readonly [number, number];
  /** Its arguments; the switch goes behind the first that is no option. */
  readonly args: readonly string[];
  /** What it reads from its standard input, as a line each; `-` stands in its arguments then. */
  readonly input?: readonly string[];
  /** The switch refuses it, and is to. */
  readonly refused?: true;
}

const ALL = [1, 6] as const;
const SINCE_11 = [2, 6] as const;
const SINCE_13 = [4, 6] as const;
const SINCE_14 = [5, 6] as const;
const ONLY_15 = [6, 6] as const;

const FRAME = "ffffffffffff0a00000000010800";
const TLV_MAP = Array.from({ length: 64 }, (_, n) => `{class=0xffff,type=${n},len=4}->tun_metadata${n}`).join(
  ",",
);

const command = (versions: readonly [number, number], ...args: string[]): OfctlCommand => ({
  versions,
  args,
});

/** What must be there before flows can name it: options of tunnels, groups and meters. */
export const PREPARATIONS: readonly OfctlCommand[] = [
  command([1, 1], "add-tlv-map", TLV_MAP),
  command([3, 6], "add-tlv-map", TLV_MAP),
  command(
    SINCE_11,
    "add-group",
    "group_id=1,type=all,bucket=output:1,bucket=mod_dl_src:0a:00:00:00:00:01,output:2",
  ),
  command(
    SINCE_11,
    "add-group",
    "group_id=2,type=select,bucket=weight:50,output:1,bucket=weight:100,watch_port:1,output:2",
  ),
  command(SINCE_11, "add-group", "group_id=3,type=indirect,bucket=output:1"),
  command(
    SINCE_11,
    "add-group",
    "group_id=4,type=ff,bucket=watch_port:1,output:1,bucket=watch_group:1,output:2",
  ),
  command(
    ONLY_15,
    "add-group",
    "group_id=5,type=select,selection_method=hash,fields(ip_dst=255.255.255.0,nw_proto,tcp_src),selection_method_param=7,bucket=bucket_id:5,weight:3,output:1",
  ),
  command(ONLY_15, "add-group", "group_id=6,type=select,selection_method=dp_hash,bucket=output:1"),
  command(SINCE_13, "add-meter", "meter=1,kbps,band=type=drop,rate=100"),
  command(SINCE_13, "add-meter", "meter=2,pktps,burst,stats,band=type=drop,rate=100,burst_size=10"),
  {
    versions: SINCE_13,
    args: ["add-meter", "meter=3,kbps,band=type=dscp_remark,rate=100,prec_level=1"],
    refused: true,
  },
];

/** Fields that only the switch itself may match. */
export const REFUSED_FLOWS: readonly OfctlCommand[] = ["dp_hash=0x12/0xff", "recirc_id=3"].flatMap((field) =>
  (
    [
      [1, 1],
      [3, 6],
    ] as const
  ).map((versions) => ({
    versions,
    args: ["add-flow", `${field},actions=drop`],
    refused: true as const,
  })),
);

/** All else that can be asked of a switch and told to it. */
export const COMMANDS: readonly OfctlCommand[] = [
  command(
    SINCE_13,
    "add-flow",
    "table=3,priority=7,idle_timeout=60,hard_timeout=90,cookie=0x12,send_flow_rem,check_overlap,reset_counts,no_packet_counts,no_byte_counts,ip,actions=1",
  ),
  command(SINCE_14, "add-flow", "table=3,priority=8,importance=5,actions=1"),
  command(
    [1, 1],
    "add-flow",
    "table=3,priority=7,idle_timeout=60,hard_timeout=90,cookie=0x12,send_flow_rem,check_overlap,ip,actions=1",
  ),
  command(ALL, "dump-flows"),
  command(ALL, "dump-flows", "table=0,ip,out_port=1"),
  command(SINCE_11, "dump-flows", "table=0,out_group=1"),
  command([3, 6], "dump-flows", "cookie=0x12/0xff"),
  command(ALL, "dump-aggregate", "table=0"),
  command(ALL, "mod-flows", "table=1,ip,actions=2"),
  command(ALL, "--strict", "mod-flows", "priority=5,ip,actions=1"),
  command(ALL, "--strict", "del-flows", "priority=5,ip"),
  command(SINCE_11, "del-flows", "cookie=0x12/0xff,out_port=1"),
  {
    versions: ALL,
    args: ["--bundle", "add-flows", "-"],
    input: ["table=5,actions=1", "delete table=5", "modify table=5,actions=2"],
  },
  { versions: ALL, args: ["--bundle", "replace-flows", "-"], input: ["table=6,actions=1"] },
  {
    versions: SINCE_11,
    args: ["--bundle", "add-groups", "-"],
    input: ["group_id=20,type=all,bucket=output:1"],
  },
  {
    versions: ALL,
    args: ["bundle", "-"],
    input: ["flow add table=7,actions=1", `packet-out in_port=1 packet=${FRAME} actions=2`],
  },
  {
    versions: SINCE_11,
    args: ["bundle", "-"],
    input: ["group add group_id=21,type=all,bucket=output:1", "flow add table=7,actions=group:21"],
  },
  ...[
    "show",
    "dump-desc",
    "dump-tables",
    "dump-ports",
    "dump-ports-desc",
    "queue-stats",
    "queue-get-config",
  ].map((name) => command(ALL, name)),
  command(SINCE_13, "dump-table-features"),
  command(SINCE_14, "dump-table-desc"),
  command(ALL, "dump-ports", "1"),
  command(ALL, "dump-ports-desc", "1"),
  ...["no-flood", "flood", "down", "up", "no-receive", "receive", "no-packet-in", "packet-in"].map((change) =>
    command(ALL, "mod-port", "1", change),
  ),
  ...["controller", "continue", "drop"].map((miss) => command([2, 3], "mod-table", "1", miss)),
  ...["evict", "noevict", "vacancy:20,30", "novacancy"].map((change) =>
    command(SINCE_14, "mod-table", "1", change),
  ),
  ...["get-frags", "probe", "ping"].map((name) => command(ALL, name)),
  ...["drop", "nx-match", "normal"].map((mode) => command(ALL, "set-frags", mode)),
  command(ALL, "packet-out", `in_port=1 packet=${FRAME} actions=output:2,resubmit(,0)`),
  command(SINCE_11, "mod-group", "group_id=1,type=all,bucket=output:2"),
  command(SINCE_11, "--may-create", "mod-group", "group_id=9,type=all,bucket=output:2"),
  command(
    ONLY_15,
    "insert-buckets",
    "group_id=2,command_bucket_id=last,bucket=bucket_id:7,weight:3,output:3",
  ),
  command(ONLY_15, "insert-buckets", "group_id=2,command_bucket_id=0,bucket=bucket_id:8,output:3"),
  command(ONLY_15, "remove-buckets", "group_id=2,command_bucket_id=first"),
  command(SINCE_11, "dump-groups"),
  command(ONLY_15, "dump-groups", "group_id=2"),
  command(SINCE_11, "dump-group-stats"),
  command(SINCE_11, "dump-group-stats", "group_id=2"),
  command([3, 6], "dump-group-features"),
  command(SINCE_11, "del-groups", "group_id=1"),
  command(SINCE_11, "del-groups"),
  command(SINCE_13, "mod-meter", "meter=1,kbps,band=type=drop,rate=200"),
  ...["dump-meters", "meter-stats", "meter-features"].map((name) => command(SINCE_13, name)),
  command(SINCE_13, "dump-meter", "meter=1"),
  command(SINCE_13, "del-meter", "meter=1"),
  command(SINCE_13, "del-meters"),
  ...["dump-ipfix-bridge", "dump-ipfix-flow"].map((name) => command(ALL, name)),
  command(ALL, "ct-flush-zone", "5"),
  command(ALL, "ct-flush", "zone=5", "ct_nw_src=10.0.0.1,ct_nw_proto=6,ct_tp_src=80"),
  command(ALL, "del-flows"),
  ...(
    [
      [1, 1],
      [3, 6],
    ] as const
  ).flatMap((versions) => [
    command(versions, "dump-tlv-map"),
    command(versions, "del-tlv-map", "{class=0xffff,type=0,len=4}->tun_metadata0"),
    command(versions, "del-tlv-map"),
  ]),
];
