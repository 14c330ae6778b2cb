import type { FlowModInput, FlowStats } from "zof-types";

/** A flow entry as it should be in a table: what a FLOW_MOD says, without what belongs to the command alone. */
export type WantedFlow = Omit<
  FlowModInput,
  "command" | "cookie_mask" | "buffer_id" | "out_port" | "out_group"
>;

/** Why a flow is not as wanted. */
export type FlowFailureCode =
  /** The version of the datapath cannot say it. */
  | "invalid"
  /** Another wanted flow has the same table, priority and match. */
  | "duplicate"
  /** There is a flow with this table, priority and match whose cookie is not ours. */
  | "conflict"
  /** The switch answered with an ERROR. */
  | "refused"
  /** The switch took it without an error, and does not have it. */
  | "not_kept";

/** A flow that is not as wanted. */
export interface FlowFailure {
  /** As it was wanted; of a flow that could not be deleted, as the switch has it. */
  readonly flow: WantedFlow | FlowStats;
  readonly code: FlowFailureCode;
  /** In words. */
  readonly reason: string;
}

/** How the flows of a datapath were brought to what is wanted. */
export interface FlowReport {
  readonly datapath_id: string;
  /** How many were missing and are there now. */
  readonly added: number;
  /** How many were there with other instructions, time-outs or flags. */
  readonly modified: number;
  /** How many had our cookie and were not wanted. */
  readonly deleted: number;
  /** How many were as wanted already. */
  readonly kept: number;
  readonly failed: readonly FlowFailure[];
  /** Whether the changes were made in one bundle: all at once, or none. */
  readonly bundle: boolean;
}
