import type { Action } from "zof-types";
import { groupNumber } from "../group/group-number.js";
import { meterNumber } from "../meter/meter-number.js";
import { badAction } from "../openflow-error.js";
import type { ActionCheck } from "./action-check.js";
import { rankOf, slotOf } from "./action-order.js";
import { copyFieldStep } from "./copy-field-step.js";
import { enqueueStep, outputStep, setQueueStep } from "./output.js";
import type { Preparations, Prepare } from "./preparation.js";
import { setFieldStep } from "./set-field-step.js";
import { TAG_ACTIONS } from "./tag-actions.js";
import type { Step } from "./trip.js";
import { TTL_ACTIONS } from "./ttl-actions.js";

/** The actions of this switch. */
const ACTIONS: Preparations = {
  ...TAG_ACTIONS,
  ...TTL_ACTIONS,
  SET_FIELD: setFieldStep,
  COPY_FIELD: copyFieldStep,
  SET_QUEUE: setQueueStep,
  METER({ meter_id }, check) {
    const meter = meterNumber(meter_id);
    if (!check.targets.hasMeter(meter)) throw badAction("BAD_METER", `there is no meter ${meter_id}`);
    return { meter, run: (trip) => trip.to.meter(trip, meter) };
  },
  GROUP({ group_id }, check) {
    const group = groupNumber(group_id);
    if (!check.targets.hasGroup(group)) throw badAction("BAD_OUT_GROUP", `there is no group ${group_id}`);
    return { group, run: (trip) => trip.to.group(trip, group) };
  },
  OUTPUT: outputStep,
  ENQUEUE: enqueueStep,
  EXPERIMENTER() {
    throw badAction("BAD_EXPERIMENTER", "this switch knows no experimenter");
  },
};

/** Names of the standard actions that the switch has. */
export const ACTION_NAMES = Object.keys(ACTIONS).filter(
  (name) => name !== "EXPERIMENTER",
) as Action["action"][];

/**
 * Checks a list of actions and makes it ready to run, in the order given.
 *
 * @throws OpenFlowError BAD_ACTION: BAD_TYPE, BAD_ARGUMENT, BAD_EXPERIMENTER, BAD_OUT_PORT, BAD_OUT_GROUP, BAD_QUEUE,
 *   BAD_METER, BAD_SET_TYPE, BAD_SET_ARGUMENT, BAD_SET_MASK or MATCH_INCONSISTENT.
 */
export function prepareActions(actions: readonly Action[], check: ActionCheck): Step[] {
  return actions.map((action) => {
    // The table's type says that each function takes the action that it stands for.
    const prepare = ACTIONS[action.action] as Prepare<Action["action"]> | undefined;
    if (prepare === undefined) throw badAction("BAD_TYPE", `${action.action} is not supported`);
    return { rank: rankOf(action.action), slot: slotOf(action), ...prepare(action, check) };
  });
}

/**
 * The same for actions of an action set. They meet packets as other tables leave them, so that only SET_FIELD, whose
 * field must make sense, asks what is known of the packets; Open vSwitch has it so, too.
 */
export function prepareActionSet(actions: readonly Action[], check: ActionCheck): Step[] {
  return prepareActions(actions, { ...check, lenient: true });
}
