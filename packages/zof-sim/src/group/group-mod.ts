import type { Bucket as BucketMessage, GroupMod } from "zof-types";
import type { ActionCheck, ActionTargets } from "../actions/action-check.js";
import { groupModFailed } from "../openflow-error.js";
import { Bucket } from "./bucket.js";
import { Group } from "./group.js";
import { groupNumber, MAX_GROUP } from "./group-number.js";

/** What a GROUP_MOD works on. */
export interface GroupModContext {
  readonly groups: Map<number, Group>;
  readonly max_groups: number;
  readonly targets: ActionTargets;
  /** Milliseconds of the clock. */
  readonly now: number;
  /** Called for each group that was deleted. */
  removed(group: Group): void;
}

type Command = (mod: GroupMod, version: number, context: GroupModContext) => void;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["ADD", add],
  ["MODIFY", modify],
  ["DELETE", remove],
  ["INSERT_BUCKET", insertBuckets],
  ["REMOVE_BUCKET", removeBuckets],
]);

const TYPES: readonly string[] = ["ALL", "SELECT", "INDIRECT", "FF"];
/** Buckets of one group. */
const MAX_BUCKETS = 1024;
/** Highest number of a bucket (OFPG_BUCKET_MAX; OpenFlow 1.5.1, section 7.3.4.3). */
const MAX_BUCKET_ID = 0xffffff00;

/**
 * Carries out a GROUP_MOD (OpenFlow 1.5.1, section 6.5).
 *
 * @throws OpenFlowError GROUP_MOD_FAILED or BAD_ACTION when it is refused; nothing has then changed.
 */
export function applyGroupMod(mod: GroupMod, version: number, context: GroupModContext): void {
  const command = COMMANDS.get(mod.command);
  if (command === undefined) throw groupModFailed("BAD_COMMAND", `${mod.command} is not a command`);
  command(mod, version, context);
}

function add(mod: GroupMod, version: number, context: GroupModContext): void {
  const group_id = oneGroup(mod);
  if (context.groups.has(group_id))
    throw groupModFailed("GROUP_EXISTS", `group ${group_id} is there already`);
  if (context.groups.size >= context.max_groups) {
    throw groupModFailed("OUT_OF_GROUPS", `there are ${context.max_groups} groups already`);
  }
  const buckets = makeBuckets(mod, version, context);
  context.groups.set(group_id, checkedGroup(group_id, mod.type, buckets, context.now, context));
}

/** Replaces type and buckets; the counters start anew (section 6.5). */
function modify(mod: GroupMod, version: number, context: GroupModContext): void {
  const { group_id } = existing(mod, context);
  const buckets = makeBuckets(mod, version, context);
  context.groups.set(group_id, checkedGroup(group_id, mod.type, buckets, context.now, context));
}

function remove(mod: GroupMod, _version: number, context: GroupModContext): void {
  const all = mod.group_id === "ALL";
  const group_id = all ? undefined : oneGroup(mod);
  const groups = [...context.groups.values()].filter((group) => all || group.group_id === group_id);
  for (const group of groups) {
    const user = [...context.groups.values()].find((other) => other.groups.includes(group.group_id));
    if (user !== undefined && !all) {
      throw groupModFailed("CHAINED_GROUP", `group ${user.group_id} sends to group ${group.group_id}`);
    }
  }
  for (const group of groups) context.groups.delete(group.group_id);
  for (const group of groups) context.removed(group);
}

function insertBuckets(mod: GroupMod, version: number, context: GroupModContext): void {
  const group = existing(mod, context);
  const added = makeBuckets(mod, version, context);
  const buckets = [...group.buckets];
  buckets.splice(placeOf(mod, group), 0, ...added);
  replaceBuckets(group, buckets, context);
}

function removeBuckets(mod: GroupMod, _version: number, context: GroupModContext): void {
  const group = existing(mod, context);
  const where = mod.command_bucket_id;
  const buckets = [...group.buckets];
  if (where === "ALL") buckets.length = 0;
  else if (where === "FIRST") buckets.shift();
  else if (where === "LAST") buckets.pop();
  else buckets.splice(indexOf(group, where), 1);
  replaceBuckets(group, buckets, context);
}

/** Counters of the group and of buckets that stay go on. */
function replaceBuckets(group: Group, buckets: readonly Bucket[], context: GroupModContext): void {
  const next = checkedGroup(group.group_id, group.type, buckets, group.created, context);
  next.packet_count = group.packet_count;
  next.byte_count = group.byte_count;
  context.groups.set(group.group_id, next);
}

/** Where buckets are put in: in front of all, behind all, or behind the one named. */
function placeOf({ command_bucket_id: where }: GroupMod, group: Group): number {
  if (where === "FIRST") return 0;
  if (where === "LAST") return group.buckets.length;
  return indexOf(group, where) + 1;
}

function indexOf(group: Group, bucket_id: unknown): number {
  const index = group.buckets.findIndex((bucket) => bucket.bucket_id === bucket_id);
  if (index >= 0) return index;
  throw groupModFailed("UNKNOWN_BUCKET", `group ${group.group_id} has no bucket ${bucket_id}`);
}

function makeBuckets(mod: GroupMod, version: number, context: GroupModContext): Bucket[] {
  return mod.buckets.map((message, index) => {
    const check: ActionCheck = {
      version,
      match: undefined,
      packetOut: false,
      targets: context.targets,
      tag: undefined,
      eth_type: undefined,
    };
    return new Bucket(message, bucketId(message, index), check);
  });
}

function bucketId({ bucket_id }: BucketMessage, index: number): number {
  if (bucket_id === undefined) return index;
  if (typeof bucket_id === "number" && bucket_id <= MAX_BUCKET_ID) return bucket_id;
  throw groupModFailed("BAD_BUCKET", `${bucket_id} is no number of a bucket`);
}

/** @throws OpenFlowError when the parts of a group do not go together */
function checkedGroup(
  group_id: number,
  type: Group["type"],
  buckets: readonly Bucket[],
  created: number,
  context: GroupModContext,
): Group {
  if (!TYPES.includes(type)) throw groupModFailed("BAD_TYPE", `${type} is no type of a group`);
  if (buckets.length > MAX_BUCKETS)
    throw groupModFailed("OUT_OF_BUCKETS", `${buckets.length} buckets are too many`);
  if (type === "INDIRECT" && buckets.length !== 1) {
    throw groupModFailed("INVALID_GROUP", `an INDIRECT group has one bucket, not ${buckets.length}`);
  }
  const ids = new Set(buckets.map((bucket) => bucket.bucket_id));
  if (ids.size < buckets.length) throw groupModFailed("BUCKET_EXISTS", "two buckets have the same number");
  for (const bucket of buckets) checkBucket(bucket, type, context);
  const group = new Group(group_id, type, buckets, created);
  if (leadsTo(group, group_id, context.groups)) {
    throw groupModFailed("LOOP", `group ${group_id} would send to itself`);
  }
  return group;
}

function checkBucket(bucket: Bucket, type: string, { targets }: GroupModContext): void {
  const { watch_port, watch_group, weight } = bucket;
  if ((weight ?? 0) !== 0 && type !== "SELECT") {
    throw groupModFailed("INVALID_GROUP", `a bucket has weight ${weight}, which only SELECT groups use`);
  }
  const watches = watch_port !== undefined || watch_group !== undefined;
  if (watches && (type === "ALL" || type === "INDIRECT")) {
    throw groupModFailed("WATCH_UNSUPPORTED", `buckets of ${type} groups are always live`);
  }
  if (!watches && type === "FF")
    throw groupModFailed("INVALID_GROUP", "a bucket of an FF group watches nothing");
  if (watch_port !== undefined && !targets.hasPort(watch_port)) {
    throw groupModFailed("BAD_WATCH", `there is no port ${watch_port} to watch`);
  }
  if (watch_group !== undefined && !targets.hasGroup(watch_group)) {
    throw groupModFailed("BAD_WATCH", `there is no group ${watch_group} to watch`);
  }
}

/** Whether a group sends to one of a number, or watches it, itself or by way of others. */
function leadsTo(group: Group, wanted: number, groups: ReadonlyMap<number, Group>): boolean {
  const seen = new Set<number>();
  const waiting = [group];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const group_id of [...next.groups, ...next.buckets.flatMap((bucket) => bucket.watch_group ?? [])]) {
      if (group_id === wanted) return true;
      const other = groups.get(group_id);
      if (other === undefined || seen.has(group_id)) continue;
      seen.add(group_id);
      waiting.push(other);
    }
  }
  return false;
}

function existing(mod: GroupMod, { groups }: GroupModContext): Group {
  const group = groups.get(oneGroup(mod));
  if (group === undefined) throw groupModFailed("UNKNOWN_GROUP", `there is no group ${mod.group_id}`);
  return group;
}

function oneGroup({ group_id }: GroupMod): number {
  const number = groupNumber(group_id);
  if (number <= MAX_GROUP) return number;
  throw groupModFailed("INVALID_GROUP", `${group_id} is no number of a group`);
}
