import type { ActionTypeFlagsInput, GroupDescInput, GroupNumber, GroupStatsInput } from "zof-types";
import { ACTION_NAMES } from "../actions/prepare-actions.js";
import type { Group } from "../group/group.js";
import { groupNumber } from "../group/group-number.js";
import { groupModFailed } from "../openflow-error.js";
import { canEncode } from "./can-encode.js";
import type { Device } from "./device.js";
import type { RequestHandlers } from "./request-handler.js";
import { seconds } from "./seconds.js";
import { sendParts } from "./send-parts.js";

const TYPES = ["ALL", "SELECT", "INDIRECT", "FF"] as const;

/** GROUP_MOD and what can be asked about groups (OpenFlow 1.3.5, sections 7.3.4.2 and 7.3.5.7 to 7.3.5.9). */
export const GROUP_REQUESTS: RequestHandlers = {
  GROUP_MOD: ({ msg, version }, device) => device.groups.modify(msg, version),

  "REQUEST.GROUP_DESC": ({ msg }, device, answer) =>
    sendParts(selectGroups(device, msg.group_id ?? "ALL").map(describe), (part, flags) =>
      answer({ type: "REPLY.GROUP_DESC", flags, msg: part }),
    ),

  "REQUEST.GROUP_STATS": ({ msg }, device, answer) =>
    sendParts(
      selectGroups(device, msg.group_id).map((group) => statistics(group, device)),
      (part, flags) => answer({ type: "REPLY.GROUP_STATS", flags, msg: part }),
    ),

  "REQUEST.GROUP_FEATURES": ({ version }, { groups }, answer) => {
    const actions = actionFlags(version);
    answer({
      type: "REPLY.GROUP_FEATURES",
      msg: {
        types: TYPES,
        capabilities: ["SELECT_WEIGHT", "SELECT_LIVENESS", "CHAINING", "CHAINING_CHECKS"],
        max_groups_all: groups.max_groups,
        max_groups_sel: groups.max_groups,
        max_groups_ind: groups.max_groups,
        max_groups_ff: groups.max_groups,
        actions_all: actions,
        actions_sel: actions,
        actions_ind: actions,
        actions_ff: actions,
      },
    });
  },
};

/** The actions of this switch that a version has a flag for. */
function actionFlags(version: number): ActionTypeFlagsInput {
  const names = ACTION_NAMES as unknown as ActionTypeFlagsInput;
  return names.filter((name) =>
    canEncode({ type: "REPLY.GROUP_FEATURES", msg: { actions_all: [name] } }, version),
  );
}

function selectGroups({ groups }: Device, value: GroupNumber): Group[] {
  if (value === "ALL") return [...groups.groups.values()];
  const group = groups.groups.get(groupNumber(value));
  if (group === undefined) throw groupModFailed("UNKNOWN_GROUP", `there is no group ${value}`);
  return [group];
}

function describe({ group_id, type, buckets }: Group): GroupDescInput {
  return {
    group_id,
    type,
    buckets: buckets.map(({ message, bucket_id }) => ({ ...message, bucket_id })),
  };
}

function statistics(group: Group, device: Device): GroupStatsInput {
  const { group_id, packet_count, byte_count, buckets } = group;
  return {
    group_id,
    ref_count: references(group, device),
    packet_count,
    byte_count,
    duration: seconds(device.clock.now() - group.created),
    bucket_stats: buckets.map((bucket) => ({
      packet_count: bucket.packet_count,
      byte_count: bucket.byte_count,
    })),
  };
}

/** Flow entries and groups that send to a group. */
function references({ group_id }: Group, { flowTables, groups }: Device): number {
  const entries = flowTables.tables.flatMap((table) =>
    table.entries.filter(({ program }) => program.groups.has(group_id)),
  );
  const others = [...groups.groups.values()].filter((group) => group.groups.includes(group_id));
  return entries.length + others.length;
}
