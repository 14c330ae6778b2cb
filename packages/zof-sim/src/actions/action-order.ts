import type { Action } from "zof-types";

/** The order in which the actions of a set run (OpenFlow 1.5.1, section 5.6), whatever the order they were written in. */
const ORDER: readonly (readonly Action["action"][])[] = [
  ["COPY_TTL_IN"],
  ["POP_VLAN", "POP_MPLS", "POP_PBB"],
  ["PUSH_MPLS"],
  ["PUSH_PBB"],
  ["PUSH_VLAN"],
  ["COPY_TTL_OUT"],
  ["DEC_NW_TTL", "DEC_MPLS_TTL"],
  ["SET_NW_TTL", "SET_MPLS_TTL", "SET_FIELD", "COPY_FIELD"],
  ["METER", "SET_QUEUE"],
  ["GROUP"],
  ["OUTPUT", "ENQUEUE"],
];

const RANKS: ReadonlyMap<Action["action"], number> = new Map(
  ORDER.flatMap((names, rank) => names.map((name) => [name, rank] as const)),
);

/** Place of an action in an action set; lower runs first. */
export function rankOf(name: Action["action"]): number {
  return RANKS.get(name) ?? ORDER.length;
}

/** Place of GROUP, which takes precedence over OUTPUT. */
export const GROUP_RANK = rankOf("GROUP");

/** What an action replaces in a set: the one of its type, SET_FIELD and COPY_FIELD the one of the same field. */
export function slotOf(action: Action): string {
  if (action.action === "SET_FIELD") return `SET_FIELD ${action.field}`;
  if (action.action === "COPY_FIELD") return `COPY_FIELD ${action.fields?.[1]}`;
  return action.action;
}
