import type { ActionInput, BucketInput, FieldInput, InstructionInput, MessageInput } from "zof-types";
import type { Random } from "../fuzz/random.js";
import { VALUES } from "./random-frame.js";

/** Ports of the bridges; one more than there are shows what becomes of outputs to nowhere. */
export const PORTS = 5;
const TABLES = 4;
const FLOWS = 60;
const GROUPS = [1, 2, 3, 4, 5];

/** What a flow entry may know of packets: matches that go together, and the actions that then make sense. */
interface Kind {
  readonly base: readonly FieldInput[];
  readonly more: readonly ((random: Random) => FieldInput)[];
  readonly actions: readonly ((random: Random) => ActionInput)[];
}

const set = (field: string, value: unknown) => ({ action: "SET_FIELD", field, value }) as ActionInput;
const is = (field: string, value: unknown, mask?: unknown) =>
  (mask === undefined ? { field, value } : { field, value, mask }) as FieldInput;

const ethernetActions: Kind["actions"] = [
  (random) => set("ETH_DST", random.pick(VALUES.mac)),
  (random) => set("ETH_SRC", random.pick(VALUES.mac)),
];

const ipActions: Kind["actions"] = [
  () => ({ action: "DEC_NW_TTL" }),
  () => ({ action: "SET_NW_TTL", ttl: 9 }),
  (random) => set("IP_DSCP", random.pick([0, 12, 63])),
  (random) => set("IP_ECN", random.below(4)),
];

const ipv4: Kind = {
  base: [is("ETH_TYPE", 0x0800)],
  more: [
    (random) => is("IPV4_SRC", random.pick(VALUES.ipv4)),
    () => is("IPV4_DST", "10.0.0.0", "255.255.0.0"),
    (random) => is("IP_DSCP", random.pick([0, 10])),
    (random) => is("IP_ECN", random.below(4)),
  ],
  actions: [
    ...ipActions,
    (random) => set("IPV4_SRC", random.pick(VALUES.ipv4)),
    (random) => set("IPV4_DST", random.pick(VALUES.ipv4)),
    () => ({ action: "PUSH_MPLS", ethertype: 0x8847 }),
  ],
};

const ipv6: Kind = {
  base: [is("ETH_TYPE", 0x86dd)],
  more: [
    (random) => is("IPV6_DST", random.pick(VALUES.ipv6)),
    () => is("IPV6_SRC", "2001:db8::", "ffff:ffff:ffff::"),
    () => is("IPV6_FLABEL", 0xabcde),
  ],
  actions: [
    ...ipActions,
    (random) => set("IPV6_SRC", random.pick(VALUES.ipv6)),
    (random) => set("IPV6_DST", random.pick(VALUES.ipv6)),
    (random) => set("IPV6_FLABEL", random.pick([0, 0x12345])),
  ],
};

const transport = (network: Kind, protocol: number, name: "TCP" | "UDP" | "SCTP"): Kind => ({
  base: [...network.base, is("IP_PROTO", protocol)],
  more: [
    ...network.more,
    (random) => is(`${name}_SRC`, random.pick(VALUES.port)),
    (random) => is(`${name}_DST`, random.pick(VALUES.port)),
  ],
  actions: [
    ...network.actions,
    (random) => set(`${name}_SRC`, random.pick(VALUES.port)),
    (random) => set(`${name}_DST`, random.pick(VALUES.port)),
  ],
});

const KINDS: readonly Kind[] = [
  { base: [], more: [], actions: [] },
  ipv4,
  ipv6,
  transport(ipv4, 6, "TCP"),
  transport(ipv4, 17, "UDP"),
  transport(ipv4, 132, "SCTP"),
  transport(ipv6, 6, "TCP"),
  transport(ipv6, 17, "UDP"),
  {
    base: [is("ETH_TYPE", 0x0800), is("IP_PROTO", 1)],
    more: [() => is("ICMPV4_TYPE", 8)],
    actions: [...ipv4.actions, () => set("ICMPV4_TYPE", 0), () => set("ICMPV4_CODE", 3)],
  },
  {
    base: [is("ETH_TYPE", 0x86dd), is("IP_PROTO", 58)],
    more: [() => is("ICMPV6_TYPE", 128)],
    actions: [...ipv6.actions, () => set("ICMPV6_TYPE", 129)],
  },
  {
    base: [is("ETH_TYPE", 0x0806)],
    more: [
      (random) => is("ARP_OP", random.pick([1, 2])),
      (random) => is("ARP_SPA", random.pick(VALUES.ipv4)),
      (random) => is("ARP_THA", random.pick(VALUES.mac)),
    ],
    actions: [
      () => set("ARP_OP", 2),
      (random) => set("ARP_SPA", random.pick(VALUES.ipv4)),
      (random) => set("ARP_TPA", random.pick(VALUES.ipv4)),
      (random) => set("ARP_SHA", random.pick(VALUES.mac)),
      (random) => set("ARP_THA", random.pick(VALUES.mac)),
    ],
  },
  {
    base: [is("ETH_TYPE", 0x8847)],
    more: [
      (random) => is("MPLS_LABEL", random.pick(VALUES.label)),
      () => is("MPLS_BOS", 1),
      (random) => is("MPLS_TC", random.below(8)),
    ],
    actions: [
      (random) => set("MPLS_LABEL", random.pick(VALUES.label)),
      (random) => set("MPLS_TC", random.below(8)),
      () => ({ action: "SET_MPLS_TTL", ttl: 7 }),
      () => ({ action: "DEC_MPLS_TTL" }),
      () => ({ action: "POP_MPLS", ethertype: 0x0800 }),
    ],
  },
];

const frameMatches: Kind["more"] = [
  (random) => is("IN_PORT", 1 + random.below(3)),
  (random) => is("ETH_DST", random.pick(VALUES.mac)),
  () => is("ETH_SRC", "00:00:00:00:00:00", "01:00:00:00:ff:00"),
  (random) => is("METADATA", random.below(4), 3),
];

/** What a flow entry knows of VLAN tags. Open vSwitch keeps track of two at most: only untagged packets get one more. */
interface Tag {
  match(random: Random): FieldInput[];
  readonly actions: Kind["actions"];
}

const tagActions: Kind["actions"] = [
  () => ({ action: "POP_VLAN" }),
  (random) => set("VLAN_VID", random.pick(VALUES.vlan)),
  (random) => set("VLAN_PCP", random.below(8)),
];

const ANY_TAG: Tag = { match: () => [], actions: [] };
const TAGS: readonly Tag[] = [
  ANY_TAG,
  ANY_TAG,
  { match: () => [is("VLAN_VID", 0)], actions: [() => ({ action: "PUSH_VLAN", ethertype: 0x8100 })] },
  { match: (random) => [is("VLAN_VID", random.pick(VALUES.vlan))], actions: tagActions },
  { match: () => [is("VLAN_VID", 4096, 4096)], actions: tagActions },
];

/**
 * Groups, a meter and flow entries in the words of OpenFlow 1.3, most of which a switch can take. Entries have different
 * priorities: which of two equal ones wins is nobody's business.
 */
export function randomPipeline(random: Random): MessageInput[] {
  return [
    {
      type: "METER_MOD",
      msg: { command: "ADD", flags: ["PKTPS"], meter_id: 1, bands: [{ type: "DROP", rate: 1_000_000 }] },
    },
    ...GROUPS.map((group_id) => randomGroup(random, group_id)),
    ...Array.from({ length: FLOWS }, (_, index) => randomFlow(random, 1000 - index)),
    ...Array.from({ length: TABLES }, (_, table_id) => lastResort(random, table_id)).flat(),
  ];
}

function randomFlow(random: Random, priority: number): MessageInput {
  const kind = random.pick(KINDS);
  const some = (items: Kind["more"], most: number) => {
    const chosen =
      items.length === 0
        ? []
        : Array.from({ length: random.below(most + 1) }, () => random.pick(items)(random));
    return [...new Map(chosen.map((item) => [item.field, item])).values()];
  };
  const tag = random.pick(TAGS);
  const table_id = random.below(TABLES);
  const command = random.pick(["ADD", "ADD", "ADD", "ADD", "ADD", "MODIFY", "DELETE"] as const);
  return {
    type: "FLOW_MOD",
    msg: {
      command,
      table_id,
      priority,
      match: [...some(frameMatches, 2), ...tag.match(random), ...kind.base, ...some(kind.more, 2)],
      instructions: command === "DELETE" ? [] : instructions(random, kind, tag, table_id),
    },
  };
}

/**
 * An entry for what no other takes: Open vSwitch would run the action set then, where the specification drops the
 * packet. Should it be refused, there is one before it that cannot be.
 */
function lastResort(random: Random, table_id: number): MessageInput[] {
  const kind = KINDS[0] as Kind;
  const some = instructions(random, kind, ANY_TAG, table_id);
  return [[], some].map((each) => ({
    type: "FLOW_MOD",
    msg: { command: "ADD", table_id, priority: 0, match: [], instructions: each },
  }));
}

function instructions(random: Random, kind: Kind, tag: Tag, table_id: number): InstructionInput[] {
  const parts: (InstructionInput | false)[] = [
    random.below(8) === 0 && { instruction: "METER", meter_id: 1 },
    random.below(4) !== 0 && { instruction: "APPLY_ACTIONS", actions: actions(random, kind, tag, 4) },
    random.below(6) === 0 && { instruction: "CLEAR_ACTIONS" },
    random.below(3) === 0 && {
      instruction: "WRITE_ACTIONS",
      actions: actionSet(actions(random, kind, tag, 3)),
    },
    random.below(4) === 0 && { instruction: "WRITE_METADATA", metadata: random.below(4), mask: 3 },
    table_id + 1 < TABLES && random.below(2) === 0 && { instruction: "GOTO_TABLE", table_id: table_id + 1 },
  ];
  return parts.filter((part) => part !== false);
}

function actions(random: Random, kind: Kind, tag: Tag, most: number): ActionInput[] {
  const possible = [...ethernetActions, ...kind.actions, ...kind.actions, ...tag.actions];
  const chosen = Array.from({ length: random.below(most + 1) }, () => random.pick(possible)(random));
  return [
    ...chosen.filter(isFirstPush).flatMap(withValues),
    ...Array.from({ length: 1 + random.below(2) }, () => output(random)),
  ];
}

/** One tag on top of none, for the same reason. */
function isFirstPush(action: ActionInput, index: number, all: readonly ActionInput[]): boolean {
  return action.action !== "PUSH_VLAN" || all.findIndex((other) => other.action === "PUSH_VLAN") === index;
}

/**
 * The specification says what a new tag takes over from others (OpenFlow 1.3.5, section 5.12.1). Open vSwitch does not
 * keep to it: it gives VLAN tags 0, and labels the traffic class of IP. So that the rest can be compared both are set.
 */
function withValues(action: ActionInput): ActionInput[] {
  if (action.action === "PUSH_MPLS") return [action, set("MPLS_LABEL", 33), set("MPLS_TC", 2)];
  if (action.action === "PUSH_VLAN") return [action, set("VLAN_VID", 77), set("VLAN_PCP", 3)];
  return [action];
}

/**
 * One action of each type: which of several counts is not said for one instruction. No VLAN tag is pushed, which could
 * be the third. No label is set after the only one was popped, which the order of an action set would mean.
 */
function actionSet(list: readonly ActionInput[]): ActionInput[] {
  const key = (action: ActionInput) => (action.action === "SET_FIELD" ? action.field : action.action);
  const pops = list.some(({ action }) => action === "POP_MPLS");
  const kept = list.filter((each) => each.action !== "PUSH_VLAN" && !(pops && key(each).includes("MPLS_")));
  return [...new Map(kept.map((action) => [key(action), action])).values()];
}

function output(random: Random): ActionInput {
  if (random.below(4) === 0) return { action: "GROUP", group_id: random.pick(GROUPS) };
  const reserved = ["IN_PORT", "ALL", "FLOOD", "CONTROLLER"] as const;
  const port_no = random.below(5) === 0 ? random.pick(reserved) : 1 + random.below(PORTS);
  return { action: "OUTPUT", port_no };
}

/**
 * A group, whose buckets may send to groups before. There is no SELECT: how packets are spread is each switch's own,
 * and a trace does not tell what becomes of them after the datapath's hash.
 */
function randomGroup(random: Random, group_id: number): MessageInput {
  const type = random.pick(["ALL", "INDIRECT", "FF"] as const);
  const bucket = (): BucketInput => {
    const edits = [
      set("ETH_SRC", random.pick(VALUES.mac)),
      { action: "PUSH_VLAN", ethertype: 0x8100 } as const,
    ];
    const port: ActionInput = { action: "OUTPUT", port_no: 1 + random.below(PORTS) };
    const chained = group_id > 1 && random.below(4) === 0;
    return {
      ...(type === "FF" && { watch_port: 1 + random.below(PORTS) }),
      actions: [
        ...edits.filter(() => !chained && random.below(3) === 0).flatMap(withValues),
        chained ? { action: "GROUP", group_id: 1 + random.below(group_id - 1) } : port,
      ],
    };
  };
  const buckets = Array.from({ length: type === "INDIRECT" ? 1 : 1 + random.below(3) }, bucket);
  return { type: "GROUP_MOD", msg: { command: "ADD", type, group_id, buckets } };
}
