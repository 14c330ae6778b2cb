import type { FlowModFlags } from "zof-types";
import type { Match } from "../match/match.js";
import type { FlowProgram } from "./flow-program.js";

/** Why a time-out, a command or the lack of room removed a flow entry. */
export type RemovalReason =
  | "IDLE_TIMEOUT"
  | "HARD_TIMEOUT"
  | "DELETE"
  | "GROUP_DELETE"
  | "METER_DELETE"
  | "EVICTION";

/** What a flow entry is made of. */
export interface FlowEntryInit {
  readonly table_id: number;
  readonly priority: number;
  readonly match: Match;
  readonly cookie: bigint;
  /** Seconds; 0 for none. */
  readonly idle_timeout: number;
  /** Seconds; 0 for none. */
  readonly hard_timeout: number;
  /** What is evicted first when there is no room: entries of lower importance (OpenFlow 1.4). */
  readonly importance: number;
  readonly flags: FlowModFlags;
  readonly program: FlowProgram;
}

/** One row of a flow table (OpenFlow 1.3.5, section 5.2). */
export class FlowEntry {
  static #made = 0;
  /** Higher than that of any entry made before. */
  readonly serial = FlowEntry.#made++;
  readonly table_id: number;
  readonly priority: number;
  readonly match: Match;
  cookie: bigint;
  readonly idle_timeout: number;
  readonly hard_timeout: number;
  readonly importance: number;
  readonly flags: FlowModFlags;
  program: FlowProgram;
  packet_count = 0;
  byte_count = 0;
  #lastUsed: number;

  constructor(
    init: FlowEntryInit,
    /** When it was added, in milliseconds of the clock. */
    readonly created: number,
  ) {
    this.table_id = init.table_id;
    this.priority = init.priority;
    this.match = init.match;
    this.cookie = init.cookie;
    this.idle_timeout = init.idle_timeout;
    this.hard_timeout = init.hard_timeout;
    this.importance = init.importance;
    this.flags = init.flags;
    this.program = init.program;
    this.#lastUsed = created;
  }

  /** Counts a packet that matched. */
  count(bytes: number, now: number): void {
    this.packet_count++;
    this.byte_count += bytes;
    this.#lastUsed = now;
  }

  /** When a packet matched for the last time, or else when it was added. */
  get lastUsed(): number {
    return this.#lastUsed;
  }

  /** Goes on from the counts of the entry that this one replaces. */
  takeCounts(replaced: FlowEntry): void {
    this.packet_count = replaced.packet_count;
    this.byte_count = replaced.byte_count;
  }

  resetCounts(): void {
    this.packet_count = 0;
    this.byte_count = 0;
  }

  /** Notes what can change; calling the function returned puts it back. */
  snapshot(): () => void {
    const { cookie, program, packet_count, byte_count } = this;
    return () => Object.assign(this, { cookie, program, packet_count, byte_count });
  }

  /** Whether it is what its table does with packets that match nothing else (OpenFlow 1.3.5, section 5.4). */
  get isTableMiss(): boolean {
    return this.priority === 0 && this.match.isEmpty;
  }

  /** When it will have timed out if no packet comes; infinite without time-outs. */
  get deadline(): number {
    return Math.min(this.#idleDeadline, this.#hardDeadline);
  }

  /** Which of its time-outs comes first. */
  get timeout(): RemovalReason {
    return this.#hardDeadline <= this.#idleDeadline ? "HARD_TIMEOUT" : "IDLE_TIMEOUT";
  }

  get #idleDeadline(): number {
    return this.idle_timeout === 0 ? Number.POSITIVE_INFINITY : this.#lastUsed + this.idle_timeout * 1000;
  }

  get #hardDeadline(): number {
    return this.hard_timeout === 0 ? Number.POSITIVE_INFINITY : this.created + this.hard_timeout * 1000;
  }
}
