import { maskedText, numberText } from "./number-text.js";
import { FIELD_NAMES } from "./printed-match.js";

const PORTS = ["IN_PORT", "TABLE", "NORMAL", "FLOOD", "ALL", "LOCAL"];

/** Actions of OpenFlow 1.0 and 1.1 that set a field, and that field. */
const SETTERS: Record<string, string> = {
  mod_vlan_vid: "VLAN_VID",
  mod_vlan_pcp: "VLAN_PCP",
  mod_dl_src: "ETH_SRC",
  mod_dl_dst: "ETH_DST",
  mod_nw_src: "IPV4_SRC",
  mod_nw_dst: "IPV4_DST",
  mod_nw_tos: "IP_DSCP",
  mod_tp_src: "TCP_SRC",
  mod_tp_dst: "TCP_DST",
  mod_nw_ecn: "IP_ECN",
  set_vlan_vid: "VLAN_VID",
  set_vlan_pcp: "VLAN_PCP",
  set_mpls_label: "MPLS_LABEL",
  set_mpls_tc: "MPLS_TC",
};

const NAMES: Record<string, string> = {
  strip_vlan: "POP_VLAN",
  dec_ttl: "DEC_NW_TTL",
  mod_nw_ttl: "SET_NW_TTL",
  meter: "METER",
  clear_actions: "CLEAR_ACTIONS",
  goto_table: "GOTO_TABLE",
};

/**
 * Reads actions and instructions as Open vSwitch prints them, `set_field:10->ip_dscp,output:2,goto_table:3`,
 * into one line of text each.
 */
export function printedActions(text: string): string[] {
  if (text === "drop") return [];
  return splitOutside(text).flatMap(printedAction);
}

function printedAction(text: string): string[] {
  const [, name = "", content = ""] = /^(\w+)(?:[:(](.*?)\)?)?$/.exec(text) ?? [];
  if (PORTS.includes(text)) return [`OUTPUT ${text}`];
  if (name === "CONTROLLER") return [`OUTPUT CONTROLLER ${numberText(content)}`];
  if (name === "write_actions") return [`WRITE_ACTIONS ${printedActions(content).join(", ")}`];
  if (name === "write_metadata") {
    const [value, mask] = content.split("/");
    return [`WRITE_METADATA ${maskedText(value, mask)}`];
  }
  if (name === "set_field") {
    const [value = "", field = ""] = content.split("->");
    const [number, mask] = value.split("/");
    return [`SET_FIELD ${FIELD_NAMES[field] ?? settable(field)} ${maskedText(number, mask)}`];
  }
  const setter = SETTERS[name];
  if (setter === "IP_DSCP") return [`SET_FIELD IP_DSCP ${numberText(Number(content) >> 2)}`];
  if (setter === "VLAN_VID") return [`SET_FIELD VLAN_VID ${numberText(Number(content) | 0x1000)}`];
  if (setter !== undefined) return [`SET_FIELD ${setter} ${numberText(content)}`];
  const values = content === "" ? [] : content.split(":").map(numberText);
  return [[NAMES[name] ?? name.toUpperCase(), ...values].join(" ")];
}

/** In `set_field`, ICMP's fields carry the version only for IPv6. */
function settable(field: string): string {
  return field.replace(/^icmp_/, "icmpv4_").toUpperCase();
}

/** Splits at commas that are not in parentheses. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let begin = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (text[at] === "," && depth === 0) {
      parts.push(text.slice(begin, at));
      begin = at + 1;
    }
  }
  return [...parts, text.slice(begin)];
}
