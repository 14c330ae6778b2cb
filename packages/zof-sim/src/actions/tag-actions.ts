import { badAction } from "../openflow-error.js";
import { isMplsType, isVlanType, PBB_TYPE } from "../packet/headers.js";
import { popMpls, pushMpls } from "../packet/mpls-label.js";
import { popPbb, pushPbb } from "../packet/pbb-tag.js";
import { popVlan, pushVlan } from "../packet/vlan-tag.js";
import { MPLS, PBB, requireHeader, TAGGED } from "./action-check.js";
import type { Preparations } from "./preparation.js";

/** What is behind a tag that is gone: no value of an EtherType. */
const UNKNOWN = -1;

/** The actions that put tags on packets and take them off (OpenFlow 1.3.5, sections 5.12.1 and 7.2.5). */
export const TAG_ACTIONS: Preparations = {
  PUSH_VLAN({ ethertype }, check) {
    if (!isVlanType(ethertype)) throw badType("a VLAN tag", "0x8100 or 0x88a8", ethertype);
    check.tag = "pushed";
    return { run: ({ packet }) => pushVlan(packet, ethertype) };
  },
  POP_VLAN(_action, check) {
    requireHeader(check, "POP_VLAN", [TAGGED]);
    check.tag = "popped";
    return { run: ({ packet }) => popVlan(packet) };
  },
  PUSH_MPLS({ ethertype }, check) {
    if (!isMplsType(ethertype)) throw badType("an MPLS label", "0x8847 or 0x8848", ethertype);
    check.eth_type = ethertype;
    return { run: ({ packet }) => pushMpls(packet, ethertype) };
  },
  POP_MPLS({ ethertype }, check) {
    requireHeader(check, "POP_MPLS", MPLS);
    check.eth_type = ethertype;
    return { run: ({ packet }) => popMpls(packet, ethertype) };
  },
  PUSH_PBB({ ethertype }, check) {
    if (ethertype !== PBB_TYPE) throw badType("a PBB service instance tag", "0x88e7", ethertype);
    check.eth_type = ethertype;
    // The VLAN tag is the customer's from now on.
    check.tag = "popped";
    return { run: ({ packet }) => pushPbb(packet, ethertype) };
  },
  POP_PBB(_action, check) {
    requireHeader(check, "POP_PBB", PBB);
    check.eth_type = UNKNOWN;
    check.tag = "popped";
    return { run: ({ packet }) => popPbb(packet) };
  },
};

function badType(tag: string, allowed: string, ethertype: number) {
  return badAction("BAD_ARGUMENT", `${tag} has EtherType ${allowed}, not 0x${ethertype.toString(16)}`);
}
