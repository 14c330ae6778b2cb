import type { GroupMod } from "zof-types";
import type { ActionTargets } from "../actions/action-check.js";
import { runSteps, type Trip } from "../actions/trip.js";
import type { Clock } from "../clock/clock.js";
import type { Bucket } from "./bucket.js";
import type { Group } from "./group.js";
import { applyGroupMod } from "./group-mod.js";
import { selectBucket } from "./select-bucket.js";

export interface GroupTableOptions {
  readonly clock: Clock;
  readonly targets: ActionTargets;
  /** How many groups fit in. */
  readonly max_groups: number;
  /** Whether a port is there and up. */
  isPortLive(port_no: number): boolean;
  /** Called for each group that was deleted. */
  removed(group: Group): void;
}

/** The groups of one switch (OpenFlow 1.3.5, section 5.6). */
export class GroupTable {
  readonly groups = new Map<number, Group>();
  readonly #options: GroupTableOptions;

  constructor(options: GroupTableOptions) {
    this.#options = options;
  }

  get max_groups(): number {
    return this.#options.max_groups;
  }

  /**
   * Carries out a GROUP_MOD (OpenFlow 1.3.5, section 6.5).
   *
   * @throws OpenFlowError when it is refused; nothing has then changed.
   */
  modify(mod: GroupMod, version: number): void {
    const { clock, targets, max_groups, removed } = this.#options;
    applyGroupMod(mod, version, { groups: this.groups, max_groups, targets, now: clock.now(), removed });
  }

  /** Runs a group on a packet: each bucket that gets it works on a copy. */
  run(trip: Trip, group_id: number): void {
    const group = this.groups.get(group_id);
    if (group === undefined) return;
    group.count(trip.packet.size);
    for (const bucket of this.#chosen(group, trip)) {
      bucket.count(trip.packet.size);
      runSteps(bucket.steps, { ...trip, packet: trip.packet.clone(), reason: groupReason(trip) });
    }
  }

  /** Notes which groups there are; calling the function returned puts them back. */
  snapshot(): () => void {
    const before = [...this.groups];
    return () => {
      this.groups.clear();
      for (const [id, group] of before) this.groups.set(id, group);
    };
  }

  /** Whether at least one bucket of a group is live; a group that is not there is not. */
  isLive(group_id: number): boolean {
    return this.groups.get(group_id)?.buckets.some((bucket) => this.#isBucketLive(bucket)) ?? false;
  }

  #chosen(group: Group, { packet }: Trip): readonly Bucket[] {
    switch (group.type) {
      case "SELECT": {
        const live = group.buckets.filter((bucket) => this.#isBucketLive(bucket));
        const chosen = selectBucket(live, packet.key);
        return chosen === undefined ? [] : [chosen];
      }
      case "FF":
        return group.buckets.filter((bucket) => this.#isBucketLive(bucket)).slice(0, 1);
      default:
        return group.buckets;
    }
  }

  #isBucketLive({ watch_port, watch_group }: Bucket): boolean {
    if (watch_port === undefined && watch_group === undefined) return true;
    if (watch_port !== undefined && this.#options.isPortLive(watch_port)) return true;
    return watch_group !== undefined && this.isLive(watch_group);
  }
}

/** A table-miss flow entry stays the reason; from OpenFlow 1.4 on the group is another. */
function groupReason({ reason }: Trip): Trip["reason"] {
  return reason === "TABLE_MISS" ? reason : "GROUP";
}
