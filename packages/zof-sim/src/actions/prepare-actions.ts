import type { Action } from "zof-types";
import { badAction, type CodeOf } from "../openflow-error.js";
import { isVlanType } from "../packet/headers.js";
import { decrementTtl, setTtl } from "../packet/ttl.js";
import { popVlan, pushVlan } from "../packet/vlan-tag.js";
import { type ActionCheck, IP, requireHeader, TAGGED } from "./action-check.js";
import { enqueueStep, outputStep } from "./output.js";
import { setFieldStep } from "./set-field-step.js";
import type { Step } from "./trip.js";

type ActionName = Action["action"];

/** Checks an action of one type and makes it ready to run. */
type Prepare<Name extends ActionName> = (
  action: Extract<Action, { action: Name }>,
  check: ActionCheck,
) => Step;

/**
 * The actions of this switch, each with its rank in an action set: pop, push, TTL, set, queue, output
 * (OpenFlow 1.3.5, section 5.10).
 */
const ACTIONS: { readonly [Name in ActionName]?: Prepare<Name> } = {
  POP_VLAN(_action, check) {
    requireHeader(check, "POP_VLAN", [TAGGED]);
    check.tag = "popped";
    return { rank: 2, slot: "POP_VLAN", run: ({ packet }) => popVlan(packet) };
  },
  PUSH_VLAN({ ethertype }, check) {
    if (!isVlanType(ethertype)) {
      throw badAction(
        "BAD_ARGUMENT",
        `a VLAN tag has EtherType 0x8100 or 0x88a8, not 0x${ethertype.toString(16)}`,
      );
    }
    check.tag = "pushed";
    return { rank: 5, slot: "PUSH_VLAN", run: ({ packet }) => pushVlan(packet, ethertype) };
  },
  DEC_NW_TTL(_action, check) {
    requireHeader(check, "DEC_NW_TTL", IP);
    return {
      rank: 7,
      slot: "DEC_NW_TTL",
      run(trip) {
        trip.dropped = !decrementTtl(trip.packet);
      },
    };
  },
  SET_NW_TTL({ ttl }, check) {
    requireHeader(check, "SET_NW_TTL", IP);
    return { rank: 8, slot: "SET_NW_TTL", run: ({ packet }) => setTtl(packet, ttl) };
  },
  SET_FIELD: setFieldStep,
  SET_QUEUE: ({ queue_id }) => ({
    rank: 9,
    slot: "SET_QUEUE",
    run({ packet }) {
      packet.queue_id = queue_id;
    },
  }),
  OUTPUT: outputStep,
  ENQUEUE: enqueueStep,
  GROUP: refuse("BAD_OUT_GROUP", "this switch has no groups"),
  EXPERIMENTER: refuse("BAD_EXPERIMENTER", "this switch knows no experimenter"),
};

/** An action that is known, but never possible here. */
function refuse(code: CodeOf<"OFPBAC">, reason: string): () => never {
  return () => {
    throw badAction(code, reason);
  };
}

/**
 * Checks a list of actions and makes it ready to run, in the order given.
 *
 * @throws OpenFlowError BAD_ACTION: BAD_TYPE, BAD_ARGUMENT, BAD_EXPERIMENTER, BAD_OUT_PORT, BAD_OUT_GROUP, BAD_SET_TYPE,
 *   BAD_SET_ARGUMENT or MATCH_INCONSISTENT.
 */
export function prepareActions(actions: readonly Action[], check: ActionCheck): Step[] {
  return actions.map((action) => {
    // The table's type says that each function takes the action that it stands for.
    const prepare = ACTIONS[action.action] as Prepare<ActionName> | undefined;
    if (prepare === undefined) throw badAction("BAD_TYPE", `${action.action} is not supported`);
    return prepare(action, check);
  });
}
