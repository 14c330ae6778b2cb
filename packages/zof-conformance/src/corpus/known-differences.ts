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
  "error codes of other versions": {
    reason: "a code that a version does not have has no name in it",
    messages: ["v1_0/abs/abs_1_00003.fail", "v1_1/abs/abs_1_00007.fail"],
    explains: ({ path, corpus, ours }: Value) =>
      path === "msg.code" && /^OFP/.test(corpus) && /^0x/.test(ours),
  },
  "flags of other versions": {
    reason:
      "a flag has its name only in the versions that have it, and is hexadecimal in others; the corpus has one list of names for all",
    messages: ["v1_1/abs/abs_8_00002.pass", "v1_2/abs/abs_16_00002.pass", "v1_3_1/rep/rep_19_00021.pass"],
    explains: ({ path, corpus, ours }: Value) =>
      /\.(config|mask|flags|actions_(all|sel|ind|ff))$/.test(path) && sameButForNames(corpus, ours),
  },
  "match of OpenFlow 1.1": {
    reason:
      "the masks of the 1.1 match say which bits to ignore, as Open vSwitch reads them; the corpus takes them for the bits that count",
    messages: ["v1_1/abs/abs_11_00002.pass", "v1_1/abs/abs_14_00001.pass", "v1_1/abs/abs_19_00002.pass"],
    explains: ({ path }, version) => version === 2 && path.endsWith(".match"),
  },
  "actions of OpenFlow 1.1": {
    reason: "the actions that set fields are decoded; the corpus shows the numbers of some",
    messages: ["v1_1/rep/rep_14_00026.pass", "v1_1/rep/rep_19_00017.pass"],
    explains: ({ corpus, ours }: Value, version) =>
      version === 2 && /^0x/.test(corpus?.action) && ours?.action === "SET_FIELD",
  },
  "statistics of an experimenter in OpenFlow 1.0": {
    reason: "OpenFlow 1.0 knows no type there: what follows the experimenter is its data",
    messages: ["v1_0/abs/abs_17_00003.pass"],
    explains: ({ path }, version) => version === 1 && (path === "msg.exp_type" || path === "msg.data"),
  },
  "queue properties": {
    reason:
      "a property of a type that the specification does not have is kept, with its data; the corpus loses it",
    messages: ["v1_0/abs/abs_21_00001.pass", "v1_3/abs/abs_23_00001.fail"],
    explains: ({ path }) => /^msg\.queues\[\d+\]\.properties/.test(path),
  },
  "ids of experimenters in table features": {
    reason: "an action or instruction of an experimenter is shown with the id; the corpus loses it",
    messages: ["v1_3/rep/rep_18_00021.pass"],
    explains: ({ corpus, ours }: Value) =>
      Array.isArray(corpus) &&
      Array.isArray(ours) &&
      isDeepStrictEqual(
        corpus,
        ours.map((name) => String(name).replace(/^EXPERIMENTER\..*/, "EXPERIMENTER")),
      ),
  },
  "absent properties": {
    reason:
      "a property that does not come is absent, not shown with a default, so that a copy of the message encodes to the same bytes; a version that lacks max_rate does not show it either",
    messages: ["v1_0/abs/abs_21_00001.pass", "v1_3/rep/rep_18_00027.pass", "v1_3_1/rep/rep_19_00037.pass"],
    explains: ({ path, corpus, ours }) =>
      ours === undefined &&
      (/^msg\.queues\[\d+\]\.(min|max)_rate$/.test(path)
        ? corpus === 65535n
        : /^msg\[\d+\]\.\w+$/.test(path) && isDeepStrictEqual(corpus, [])),
  },
  "empty table features": {
    reason: "a property that is there but empty is not one that is absent",
    messages: ["v1_3_1/rep/rep_18_00020.pass"],
    explains: ({ path, corpus, ours }) =>
      path.endsWith("_miss") && corpus === undefined && isDeepStrictEqual(ours, []),
  },
  "table features of experimenters": {
    reason: "they have a name, and their type is told from their data",
    messages: ["of13/4-55-ofp_table_features_request.packet"],
    explains: ({ path, corpus, ours }: Value) =>
      /\.properties\[\d+\]\.(property|data)$/.test(path) &&
      (typeof corpus === "bigint" || String(corpus).endsWith(ours)),
  },
  "Open vSwitch's fields": {
    reason: "match fields of Open vSwitch that the corpus does not know have their names",
    messages: ["of13/ovs-ofctl-of13-match_conj.packet"],
    explains: ({ corpus, ours }: Value) =>
      /^0x0001[0-9A-F]{4}$/.test(corpus?.field) && /^NX_/.test(ours?.field),
  },
  "Open vSwitch's actions": {
    reason: "actions of Open vSwitch that the corpus does not know have their names",
    messages: ["of13/ovs-ofctl-of13-action_ct.packet", "of10/ovs-ofctl-of10-action_pop_mpls.packet"],
    explains: ({ corpus, ours }: Value) =>
      corpus?.action === "EXPERIMENTER.0x00002320" && /^NX_/.test(ours?.action),
  },
};

/** Whether two lists of flags are the same, but for those that one has by name and the other in hexadecimal. */
function sameButForNames(corpus: unknown, ours: unknown): boolean {
  if (!Array.isArray(corpus) || !Array.isArray(ours)) return false;
  const onlyCorpus = corpus.filter((name) => !ours.includes(name));
  const onlyOurs = ours.filter((name) => !corpus.includes(name));
  const hexadecimal = (names: unknown[]) => names.some((name) => /^0x/.test(String(name)));
  return hexadecimal(onlyOurs) || (onlyOurs.length > 0 && hexadecimal(onlyCorpus));
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
