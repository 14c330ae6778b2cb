import { isDeepStrictEqual } from "node:util";
import type { Difference } from "./differences.js";

// biome-ignore lint/suspicious/noExplicitAny: values of a corpus, of which each rule expects its own form
type Value = any;

/** A deliberate difference between what the corpus records and what we decode. */
export interface KnownDifference {
  /** What differs, and why ours is as it is. */
  readonly reason: string;
  /** Messages of the corpus in which it occurs; when it no longer does in one that is there, the run fails. */
  readonly messages: readonly string[];
  /** Whether it is this that a place shows. Both values are canonical: integers are bigint. */
  explains(difference: Difference, version: number): boolean;
}

/**
 * All deliberate differences. This list can only shrink: an entry that explains nothing any more fails the
 * run, and a difference that no entry explains does so too.
 */
export const KNOWN_DIFFERENCES: Readonly<Record<string, KnownDifference>> = {
  "VLAN number": {
    reason:
      "VLAN_VID is shown as the number of the tag (0: none, 4096: tag 0), not with the bit that says that there is one; without that bit it is negative",
    messages: ["of13/4-60-ofp_flow_mod.packet", "v1_3/rep/rep_14_000031.pass", "v1_0/rep/rep_17_00002.pass"],
    explains: ({ parent, path, corpus, ours }: Value, version) =>
      parent.field === "VLAN_VID" &&
      path.endsWith(".value") &&
      // The corpus sets the bit in matches of OpenFlow 1.0, in numbers that are too large for a tag as well.
      (ours === tagOf(corpus) || (version === 1 && ours === tagOf(corpus & ~0x1000n))),
  },
  "experimenter's action": {
    reason: "the experimenter is a member of its own, not a part of the action's name",
    messages: ["of13/4-2-ofp_flow_mod.packet"],
    explains({ corpus, ours }: Value) {
      const [, id] = /^EXPERIMENTER\.(0x\w+)$/.exec(corpus?.action) ?? [];
      if (id === undefined) return false;
      return isDeepStrictEqual(ours, {
        action: "EXPERIMENTER",
        experimenter: BigInt(id),
        data: corpus.data,
      });
    },
  },
  "text of an error": {
    reason: "data that is readable is not shown a second time as text",
    messages: ["of13/4-15-ofp_error_msg.packet"],
    explains: ({ path, ours }) => path === "msg._text" && ours === undefined,
  },
  "type of service": {
    reason:
      "IP_DSCP is the upper six bits of OpenFlow 1.0's nw_tos, as in every other version, not all eight",
    messages: ["v1_0/abs/abs_11_00001.pass"],
    explains: ({ parent, corpus, ours }, version) =>
      version === 1 && parent.field === "IP_DSCP" && ours === (corpus as bigint) >> 2n,
  },
  "fragment flags": {
    reason: "a value of the two bits that has no name is shown as a number; the corpus loses it",
    messages: ["v1_0/abs/abs_8_00002.pass", "v1_3/abs/abs_9_00002.pass"],
    explains: ({ path, corpus, ours }) =>
      path === "msg.flags" && isDeepStrictEqual(corpus, []) && isDeepStrictEqual(ours, ["0x0003"]),
  },
  "match of OpenFlow 1.1": {
    reason:
      "the masks of OpenFlow 1.1's match say which bits to ignore, as the specification and Open vSwitch have it; the corpus reads them as bits that count, and leaves fields out",
    messages: ["v1_1/abs/abs_11_00002.pass", "v1_1/rep/rep_14_00026.pass"],
    explains: ({ path, corpus, ours }, version) =>
      version === 2 && path.endsWith("match") && Array.isArray(corpus) && Array.isArray(ours),
  },
  "actions of OpenFlow 1.1": {
    reason: "actions that set a field are decoded; the corpus shows their numbers",
    messages: ["v1_1/rep/rep_19_00017.pass"],
    explains: ({ corpus, ours }: Value, version) =>
      version === 2 && /^0x[0-9A-F]{4}$/.test(corpus?.action) && ours?.action === "SET_FIELD",
  },
  "flags of a version": {
    reason:
      "a flag has a name in the versions that define it, and no other; bits without a name are shown in as many digits as there are",
    messages: ["v1_1/abs/abs_8_00002.pass", "v1_2/abs/abs_16_00002.pass", "v1_3/rep/rep_18_00021.pass"],
    explains: ({ path, corpus, ours }) =>
      /\.(flags|config|mask|actions_\w+)$/.test(path) && isFlags(corpus) && isFlags(ours),
  },
  "properties of queues without a name": {
    reason: "a property that has no name in a version is kept, with its bytes; the corpus loses it",
    messages: ["v1_0/abs/abs_21_00001.pass", "v1_3/abs/abs_23_00001.fail"],
    explains: ({ path, parent, corpus, ours }: Value) =>
      (path.endsWith(".properties") && corpus.length === 0 && /^0x/.test(ours?.[0]?.property)) ||
      (path.includes(".properties[") && "UNKNOWN" in parent),
  },
  "experimenters in table features": {
    reason:
      "the types of an experimenter are shown with its id, and its properties by name, without their padding, those for misses in a list of their own",
    messages: ["v1_3/rep/rep_18_00021.pass", "of13/4-56-ofp_table_features_reply.packet"],
    explains: ({ path, corpus, ours }: Value) =>
      (/\.(instructions|\w+_actions|instructions_miss|\w+_actions_miss)$/.test(path) &&
        corpus.includes("EXPERIMENTER") &&
        ours.some((id: string) => /^EXPERIMENTER\.0x/.test(id))) ||
      /^msg\[\d+\]\.properties(_miss)?(\[|$)/.test(path),
  },
  "actions of OpenFlow 1.0": {
    reason: "STRIP_VLAN, SET_TP_SRC and SET_TP_DST are decoded; the corpus shows their numbers",
    messages: ["v1_0/rep/rep_14_00002.pass"],
    explains({ corpus, ours }: Value, version) {
      const action = version === 1 ? ACTIONS_OF10[corpus?.action] : undefined;
      return action !== undefined && isDeepStrictEqual(ours, action(corpus.data));
    },
  },
  "port states of OpenFlow 1.0": {
    reason: "OpenFlow 1.0 has no state BLOCKED: that bit has no name in it",
    messages: ["of10/1-6-ofp_switch_features.packet"],
    explains: ({ path, corpus, ours }: Value, version) =>
      version === 1 &&
      path.endsWith(".state") &&
      corpus.includes("BLOCKED") &&
      isDeepStrictEqual(ours, [...corpus.filter((state: string) => state !== "BLOCKED"), "0x00000002"]),
  },
  "error codes of a version": {
    reason:
      "a code has a name in the versions that define it: OFPBAC_BAD_OUT_GROUP from OpenFlow 1.1 on, OFPFMFC_BAD_FLAGS from 1.2 on",
    messages: ["v1_0/abs/abs_1_00003.fail", "v1_1/abs/abs_1_00007.fail"],
    explains: ({ path, corpus, ours }, version) =>
      path === "msg.code" &&
      ((version === 1 && corpus === "OFPBAC_BAD_OUT_GROUP" && ours === "0x0009") ||
        (version === 2 && corpus === "OFPFMFC_BAD_FLAGS" && ours === "0x0007")),
  },
  "Open vSwitch's fields": {
    reason:
      "all match fields of Open vSwitch have a name; the corpus shows some by the number of their header",
    messages: ["of13/ovs-ofctl-of13-match_conj.packet", "of13/ovs-ofctl-of13-match_pkt_mark.packet"],
    explains: ({ corpus, ours }: Value) =>
      /^0x0001[0-9A-F]{4}$/.test(corpus?.field) && /^NX_/.test(ours?.field),
  },
  "Open vSwitch's actions": {
    reason: "all actions of Open vSwitch are decoded; the corpus shows most as those of an experimenter",
    messages: ["of10/ovs-ofctl-of10-action_pop_mpls.packet", "of13/ovs-ofctl-of13-action_ct.packet"],
    explains: ({ corpus, ours }: Value) =>
      corpus?.action === "EXPERIMENTER.0x00002320" && /^NX_/.test(ours?.action),
  },
};

function isFlags(value: unknown): boolean {
  return Array.isArray(value) && value.every((flag) => typeof flag === "string");
}

/** Actions of OpenFlow 1.0 that the corpus shows by number. */
const ACTIONS_OF10: Record<string, (data: string) => unknown> = {
  "0x0003": () => ({ action: "POP_VLAN" }),
  "0x0009": (data) => ({ action: "SET_FIELD", field: "TCP_SRC", value: leadingWord(data) }),
  "0x000A": (data) => ({ action: "SET_FIELD", field: "TCP_DST", value: leadingWord(data) }),
};

function leadingWord(hex: string): bigint {
  return BigInt(`0x${hex.slice(0, 4)}`);
}

/** A VLAN number as we show it, of what lies on the wire. */
function tagOf(wire: bigint): bigint {
  if (wire === 0n) return 0n;
  if (wire < 0x1000n || wire > 0x1fffn) return -wire;
  return wire === 0x1000n ? wire : wire & 0xfffn;
}
