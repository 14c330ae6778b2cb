import type { ActionInput, MessageInput, MessageInputOf } from "zof-types";
import type { Random } from "../fuzz/random.js";

type FlowMod = MessageInputOf<"FLOW_MOD">["msg"];
type Entry = NonNullable<FlowMod["match"]>[number];

const MAC_MASKS = ["ff:ff:ff:00:00:00", "01:00:00:00:00:00", "00:00:00:ff:ff:ff"];
const COMMANDS = ["ADD", "MODIFY", "MODIFY_STRICT", "DELETE", "DELETE_STRICT"] as const;
const FLAGS = ["SEND_FLOW_REM", "CHECK_OVERLAP", "RESET_COUNTS", "NO_PKT_COUNTS", "NO_BYT_COUNTS"] as const;
/** How many of these flags each version has. */
const FLAGS_IN: Readonly<Record<number, number>> = { 1: 2, 2: 2, 3: 3, 4: 5, 5: 5, 6: 5 };
const PORTS = ["IN_PORT", "NORMAL", "FLOOD", "ALL", "CONTROLLER", "LOCAL"] as const;

/** A FLOW_MOD with a random match, actions and attributes that Open vSwitch takes in that version. */
export function randomFlowMod(random: Random, version: number): MessageInput {
  const { match, actions } = flowOf(random, version);
  const number = (limit: number) => random.below(limit);
  const apply = { instruction: "APPLY_ACTIONS" as const, actions };
  const instructions = version === 1 || random.below(2) === 0 ? [apply] : [...others(random, version), apply];
  const msg: FlowMod = {
    command: random.pick(COMMANDS),
    table_id: version === 1 ? 0 : number(255),
    priority: number(0x10000),
    cookie: number(3) === 0 ? 0 : BigInt(number(2 ** 31)) << 16n,
    ...(version === 1 ? {} : { cookie_mask: number(2) === 0 ? 0 : 0xffffn << 16n }),
    idle_timeout: number(2) * number(0x10000),
    hard_timeout: number(2) * number(0x10000),
    buffer_id: number(4) === 0 ? number(2 ** 31) : "NO_BUFFER",
    out_port: number(4) === 0 ? 1 + number(100) : "ANY",
    ...(version < 5 ? {} : { importance: number(0x10000) }),
    flags: FLAGS.slice(0, FLAGS_IN[version]).filter(() => number(3) === 0),
    match,
    instructions: actions.length === 0 ? [] : instructions,
  };
  return { type: "FLOW_MOD", version, xid: number(2 ** 32), msg };
}

/** OpenFlow 1.3 and 1.4 have METER as an instruction; in 1.5 it is an action. */
function others(random: Random, version: number): NonNullable<FlowMod["instructions"]> {
  const meter = { instruction: "METER" as const, meter_id: 1 + random.below(1000) };
  return [
    ...(version === 4 || version === 5 ? [meter] : []),
    { instruction: "WRITE_METADATA", metadata: BigInt(random.below(2 ** 31)), mask: 0xffff_ffffn },
  ];
}

/** A match and actions that go together: what may be set depends on what is matched. */
function flowOf(random: Random, version: number): { match: Entry[]; actions: ActionInput[] } {
  const match: Entry[] = [];
  const actions: ActionInput[] = [];
  const maybe = (...entries: Entry[]) => {
    if (random.below(2) === 0) match.push(...entries);
  };
  const byte = () => random.below(256);
  const masked = version > 1 && random.below(3) === 0;

  maybe({ field: "IN_PORT", value: random.below(4) === 0 ? "LOCAL" : 1 + random.below(1000) });
  for (const field of ["ETH_SRC", "ETH_DST"] as const) {
    const value = mac(byte);
    const mask = random.pick(MAC_MASKS);
    maybe(masked ? { field, value: andMac(value, mask), mask } : { field, value });
  }
  const tagged = random.below(2) === 0;
  if (tagged) match.push({ field: "VLAN_VID", value: 1 + random.below(4095) });
  if (tagged) maybe({ field: "VLAN_PCP", value: random.below(8) });
  network(random, version, match, actions);

  if (random.below(2) === 0) actions.push({ action: "SET_FIELD", field: "ETH_DST", value: mac(byte) });
  if (tagged && random.below(2) === 0) actions.push({ action: "POP_VLAN" });
  for (let count = random.below(3); count > 0; count--) {
    const port_no = random.below(3) === 0 ? random.pick(PORTS) : 1 + random.below(1000);
    actions.push({ action: "OUTPUT", port_no, max_len: random.below(0xffe5) });
  }
  return { match, actions };
}

function network(random: Random, version: number, match: Entry[], actions: ActionInput[]): void {
  const kind = random.pick(KINDS[Math.min(version, 3)] ?? []);
  const byte = () => random.below(256);
  const port = () => random.below(0x10000);
  if (kind === "arp") {
    match.push({ field: "ETH_TYPE", value: 0x0806 }, { field: "ARP_OP", value: 1 + random.below(2) });
    match.push(address(random, "ARP_SPA", byte), address(random, "ARP_TPA", byte));
    if (version > 2) match.push({ field: "ARP_SHA", value: mac(byte) });
  } else if (kind === "ipv4") {
    match.push({ field: "ETH_TYPE", value: 0x0800 }, { field: "IP_DSCP", value: random.below(64) });
    match.push(address(random, "IPV4_SRC", byte), address(random, "IPV4_DST", byte));
    transport(random, match, port);
    actions.push({ action: "SET_FIELD", field: "IPV4_DST", value: ipv4(byte) });
  } else if (kind === "ipv6") {
    match.push({ field: "ETH_TYPE", value: 0x86dd }, { field: "IPV6_SRC", value: ipv6(port) });
    match.push({ field: "IPV6_FLABEL", value: random.below(0x100000) });
    transport(random, match, port);
    actions.push({ action: "SET_FIELD", field: "IPV6_DST", value: ipv6(port) }, { action: "DEC_NW_TTL" });
  } else if (kind === "mpls") {
    match.push({ field: "ETH_TYPE", value: 0x8847 }, { field: "MPLS_LABEL", value: random.below(0x100000) });
    actions.push({ action: "SET_MPLS_TTL", ttl: byte() }, { action: "POP_MPLS", ethertype: 0x0800 });
  }
}

/** What a match may be about, by version; those of later versions are that of 3. */
const KINDS: Readonly<Record<number, readonly ("arp" | "ipv4" | "ipv6" | "mpls" | "none")[]>> = {
  1: ["arp", "ipv4", "none"],
  2: ["arp", "ipv4", "mpls", "none"],
  3: ["arp", "ipv4", "ipv6", "mpls", "none"],
};

function transport(random: Random, match: Entry[], port: () => number): void {
  const protocol = random.pick(["TCP", "UDP"] as const);
  match.push({ field: "IP_PROTO", value: protocol === "TCP" ? 6 : 17 });
  if (random.below(2) === 0) match.push({ field: `${protocol}_SRC`, value: port() });
  if (random.below(2) === 0) match.push({ field: `${protocol}_DST`, value: port() });
}

/** An address, in half of all cases with the mask of a prefix and no bits outside of it. */
function address(
  random: Random,
  field: "ARP_SPA" | "ARP_TPA" | "IPV4_SRC" | "IPV4_DST",
  byte: () => number,
): Entry {
  if (random.below(2) === 0) return { field, value: ipv4(byte) };
  return { field, value: `${byte()}.${byte()}.0.0`, mask: "255.255.0.0" };
}

function mac(byte: () => number): string {
  return Array.from({ length: 6 }, () => byte().toString(16).padStart(2, "0")).join(":");
}

function andMac(value: string, mask: string): string {
  const masks = mask.split(":");
  return value
    .split(":")
    .map((digits, index) =>
      masks[index] === "ff" ? digits : masks[index] === "01" ? `0${Number.parseInt(digits, 16) & 1}` : "00",
    )
    .join(":");
}

function ipv4(byte: () => number): string {
  return Array.from({ length: 4 }, byte).join(".");
}

function ipv6(word: () => number): string {
  return Array.from({ length: 8 }, () => word().toString(16)).join(":");
}
