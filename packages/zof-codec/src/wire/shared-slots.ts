import type { Slot } from "./struct-match.js";

/** Slots of the match structs that stand for several fields: for which one, other slots say. */
export interface SharedSlots {
  readonly protocol: Slot;
  readonly networkSource: Slot;
  readonly networkTarget: Slot;
  readonly transportSource: Slot;
  readonly transportTarget: Slot;
}

/** The fields that shared slots stand for, with the ports of these transport protocols. */
export function sharedSlots(
  slots: SharedSlots,
  transports: readonly string[],
): [field: string, slot: Slot][] {
  return [
    ["IP_PROTO", slots.protocol],
    ["ARP_OP", slots.protocol],
    ["IPV4_SRC", slots.networkSource],
    ["ARP_SPA", slots.networkSource],
    ["IPV4_DST", slots.networkTarget],
    ["ARP_TPA", slots.networkTarget],
    ["ICMPV4_TYPE", slots.transportSource],
    ["ICMPV4_CODE", slots.transportTarget],
    ...transports.flatMap((name): [string, Slot][] => [
      [`${name}_SRC`, slots.transportSource],
      [`${name}_DST`, slots.transportTarget],
    ]),
  ];
}
