import type { Match } from "../match/match.js";
import type { Prerequisite } from "../match/match-fields.js";
import { badAction } from "../openflow-error.js";

/** What is known when a list of actions is checked. */
export interface ActionCheck {
  /** Wire version of the message. OpenFlow 1.0 does not ask whether an action suits the match. */
  readonly version: number;
  /** What the packets are known to be. */
  readonly match: Match;
  /** Only a PACKET_OUT may send to the tables (OpenFlow 1.3.5, section 4.5). */
  readonly packetOut: boolean;
  hasPort(port_no: number): boolean;
  /** What actions before did to the VLAN tag; undefined when it is as the match says. */
  tag: "pushed" | "popped" | undefined;
}

/** Bits that say that a packet has a VLAN tag. */
export const TAGGED: Prerequisite = { field: "VLAN_VID", value: 0x1000, mask: 0x1000 };

/** IP of either version. */
export const IP: readonly Prerequisite[] = [
  { field: "ETH_TYPE", value: 0x0800, mask: 0xffff },
  { field: "ETH_TYPE", value: 0x86dd, mask: 0xffff },
];

/**
 * Checks that the packets have the header that an action works on (OpenFlow 1.3.5, section 6.4).
 *
 * @throws OpenFlowError BAD_ACTION MATCH_INCONSISTENT
 */
export function requireHeader(check: ActionCheck, action: string, needs: readonly Prerequisite[]): void {
  const tag = needs.includes(TAGGED) ? check.tag : undefined;
  if (check.version === 1 || tag === "pushed" || (tag === undefined && check.match.fulfils(needs))) return;
  const header = needs[0]?.field ?? "";
  throw badAction(
    "MATCH_INCONSISTENT",
    `${action} needs a match on ${header} for packets that have that header`,
  );
}
