import { encode, type MessageInput } from "zof-types";
import type { Lab } from "../lab/lab.js";
import { startMonitor } from "./monitor.js";

/** The beginning of an IPv4 packet of UDP whose time to live is zero. */
const EXPIRED = "ffffffffffff0a0000000001080045000014000000000011000001020304050607080000";

/** What a monitor is told to watch: the format it asks packets in, and its arguments. */
const MONITORS: readonly {
  readonly format: string;
  readonly args: readonly string[];
  readonly last?: number;
}[] = [
  // In OpenFlow 1.3 and later packets without time to live come by other means than the configuration.
  { format: "standard", args: ["65534", "invalid_ttl"], last: 3 },
  { format: "standard", args: ["65534", "watch:"] },
  { format: "standard", args: ["watch:!initial,table=3,ip"] },
  { format: "nxt_packet_in", args: ["65534"] },
  { format: "nxt_packet_in2", args: ["65534", "resume"] },
];

/** Makes a bridge tell its monitors all that it tells by itself. `target` is where the bridge is found. */
export async function causeEvents(lab: Lab, target: string, version: number): Promise<void> {
  const protocol = `-OOpenFlow1${version - 1}`;
  for (const { format, args, last = 6 } of MONITORS) {
    if (version > last) continue;
    const monitor = await startMonitor(lab.openVswitch, ["-P", format, protocol, "monitor", target, ...args]);
    try {
      for (const message of requests(version)) await monitor.send(encode({ version, ...message }));
      for (const [command = "", ...rest] of commands(version)) {
        await lab.openVswitch.ofctl([protocol, command, target, ...rest]);
      }
      await monitor.barrier();
    } finally {
      await monitor.stop();
    }
  }
}

/** Messages that we make and `ovs-ofctl` has no command for. */
function requests(version: number): MessageInput[] {
  if (version < 3) return [];
  const roles = (["ROLE_NOCHANGE", "ROLE_EQUAL", "ROLE_MASTER"] as const).map(
    (role): MessageInput => ({ type: "ROLE_REQUEST", msg: { role, generation_id: 1 } }),
  );
  return version < 4 ? roles : [...roles, { type: "GET_ASYNC_REQUEST" }];
}

function commands(version: number): string[][] {
  const packet = (actions: string) => ["packet-out", `in_port=1 packet=${EXPIRED} actions=${actions}`];
  return [
    [
      "add-flow",
      "table=3,ip,cookie=0x5,send_flow_rem,actions=controller(max_len=20,reason=no_match),controller(reason=invalid_ttl,id=0),dec_ttl,1",
    ],
    [
      "add-flow",
      "table=4,priority=9,cookie=0x6,send_flow_rem,actions=load:5->NXM_NX_REG0[],load:6->NXM_NX_REG3[],controller(userdata=01.02.03,pause)",
    ],
    packet("controller,resubmit(,3)"),
    packet("load:0x12->NXM_NX_TUN_ID[],resubmit(,4)"),
    ["mod-flows", "table=3,ip,actions=2"],
    ["mod-port", "2", "down"],
    ["mod-port", "2", "up"],
    ...(version > 1 ? [["add-group", "group_id=1,type=all,bucket=output:1"], ["del-groups"]] : []),
    ...(version > 3 ? [["add-meter", "meter=1,kbps,band=type=drop,rate=100"], ["del-meters"]] : []),
    ["del-flows", "table=3"],
    ["del-flows"],
  ];
}
