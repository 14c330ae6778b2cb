import type { Bucket as BucketMessage } from "zof-types";
import type { ActionCheck } from "../actions/action-check.js";
import { ActionSet } from "../actions/action-set.js";
import { prepareActionSet } from "../actions/prepare-actions.js";
import type { Step } from "../actions/trip.js";
import { PORT, toPortNumber } from "../match/port-number.js";
import { groupNumber } from "./group-number.js";

const ANY_GROUP = groupNumber("ANY");

/** One alternative of a group: an action set of its own (OpenFlow 1.3.5, section 5.6). */
export class Bucket {
  /** In the order in which they run. */
  readonly steps: readonly Step[];
  /** The port that must be up for the bucket to be live; undefined for none. */
  readonly watch_port: number | undefined;
  /** The group that must be live for the bucket to be live; undefined for none. */
  readonly watch_group: number | undefined;
  packet_count = 0;
  byte_count = 0;

  /** @throws OpenFlowError BAD_ACTION when an action cannot be taken */
  constructor(
    /** As it was given. */
    readonly message: BucketMessage,
    /** Its number in its group: given from OpenFlow 1.5 on, counted before. */
    readonly bucket_id: number,
    check: ActionCheck,
  ) {
    const actions = new ActionSet();
    actions.write(prepareActionSet(message.actions, check));
    this.steps = actions.steps;
    const port = toPortNumber(message.watch_port ?? "ANY");
    const group = groupNumber(message.watch_group ?? "ANY");
    this.watch_port = port === PORT.ANY ? undefined : port;
    this.watch_group = group === ANY_GROUP ? undefined : group;
  }

  /** Its share of the packets of a SELECT group; undefined when OpenFlow 1.5 says nothing of it. */
  get weight(): number | undefined {
    return this.message.weight;
  }

  /** Groups that its actions send to. */
  get groups(): number[] {
    return this.steps.flatMap((step) => step.group ?? []);
  }

  count(bytes: number): void {
    this.packet_count++;
    this.byte_count += bytes;
  }
}
