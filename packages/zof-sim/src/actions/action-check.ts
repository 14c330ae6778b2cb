import type { Match } from "../match/match.js";
import type { Prerequisite } from "../match/match-fields.js";
import { badAction } from "../openflow-error.js";

/** What there is in a switch for actions to refer to. */
export interface ActionTargets {
  hasPort(port_no: number): boolean;
  hasGroup(group_id: number): boolean;
  hasMeter(meter_id: number): boolean;
}

/** What is known when a list of actions is checked. */
export interface ActionCheck {
  /** Wire version of the message. OpenFlow 1.0 does not ask whether an action suits the match. */
  readonly version: number;
  /** What the packets are known to be; undefined for a group's buckets, which get packets of many kinds. */
  readonly match: Match | undefined;
  /** Only a PACKET_OUT may send to the tables (OpenFlow 1.3.5, section 4.5). */
  readonly packetOut: boolean;
  readonly targets: ActionTargets;
  /** Whether actions other than SET_FIELD may find packets without the header that they work on. */
  readonly lenient?: boolean;
  /** What actions before did to the VLAN tag; undefined when it is as the match says. */
  tag: "pushed" | "popped" | undefined;
  /** The EtherType that actions before gave the packet; undefined when it is as the match says. */
  eth_type: number | undefined;
}

/** Bits that say that a packet has a VLAN tag. */
export const TAGGED: Prerequisite = { field: "VLAN_VID", value: 0x1000, mask: 0x1000 };

const etherTypes = (...values: number[]): Prerequisite[] =>
  values.map((value) => ({ field: "ETH_TYPE", value, mask: 0xffff }));

/** IP of either version. */
export const IP = etherTypes(0x0800, 0x86dd);
export const MPLS = etherTypes(0x8847, 0x8848);
export const PBB = etherTypes(0x88e7);
/** A transport with ports. */
export const TRANSPORT: readonly Prerequisite[] = [6, 17, 132].map((value) => ({
  field: "IP_PROTO",
  value,
  mask: 0xff,
}));

/**
 * Checks that the packets have the header that an action works on (OpenFlow 1.3.5, section 6.4).
 *
 * @throws OpenFlowError BAD_ACTION MATCH_INCONSISTENT
 */
export function requireHeader(check: ActionCheck, action: string, needs: readonly Prerequisite[]): void {
  if (check.lenient !== true) requireField(check, action, needs);
}

/** The same for an action that writes a field, which is asked in action sets, too. */
export function requireField(check: ActionCheck, action: string, needs: readonly Prerequisite[]): void {
  if (check.version === 1 || fulfils(check, needs)) return;
  const header = needs[0]?.field ?? "";
  throw badAction(
    "MATCH_INCONSISTENT",
    `${action} needs a match on ${header} for packets that have that header`,
  );
}

function fulfils({ match, tag, eth_type }: ActionCheck, needs: readonly Prerequisite[]): boolean {
  if (match === undefined || needs.length === 0) return true;
  if (needs.some(({ field }) => field === TAGGED.field))
    return tag === undefined ? match.fulfils(needs) : tag === "pushed";
  if (eth_type === undefined) return match.fulfils(needs);
  // The match speaks of headers that now lie within others, or are gone: only the new EtherType is sure.
  return needs.some(({ field, value }) => field === "ETH_TYPE" && value === eth_type);
}
