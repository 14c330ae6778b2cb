import type { GroupType } from "zof-types";
import type { Bucket } from "./bucket.js";

/** An entry of the group table (OpenFlow 1.3.5, section 5.6). */
export class Group {
  packet_count = 0;
  byte_count = 0;

  constructor(
    readonly group_id: number,
    readonly type: GroupType,
    readonly buckets: readonly Bucket[],
    /** When it was added, in milliseconds of the clock. */
    readonly created: number,
  ) {}

  /** Groups that its buckets send to. */
  get groups(): number[] {
    return this.buckets.flatMap((bucket) => bucket.groups);
  }

  count(bytes: number): void {
    this.packet_count++;
    this.byte_count += bytes;
  }
}
