import { CodecError } from "../codec-error.js";
import { hexName, show } from "../wire/integers.js";
import { putU16 } from "./checksum.js";
import { fieldOf } from "./choose-headers.js";
import { unsigned } from "./field.js";
import type { GivenFields } from "./given-fields.js";
import { inFrontOf } from "./header.js";
import { LOWEST_ETHER_TYPE, NO_ETHER_TYPE } from "./headers/ethernet.js";
import { SNAP_FIELDS, snapWrap } from "./headers/llc.js";
import { PACKET_HEADERS, type PacketFieldName } from "./packet-fields.js";
import { missing, wrapHeader } from "./wrap-header.js";

const { ethernet, vlan, llc } = PACKET_HEADERS;

/** Puts Ethernet, VLAN tags and what says which header follows (EtherType, or LLC with or without SNAP) in front of bytes. */
export function buildLink(given: GivenFields, body: Uint8Array): Uint8Array {
  const bytes = fieldOf(llc, given) === undefined ? withEtherType(given, body) : withLlc(given, body);
  return wrapHeader(ethernet, given, isTagged(given) ? wrapHeader(vlan, given, bytes) : bytes);
}

function withEtherType(given: GivenFields, body: Uint8Array): Uint8Array {
  if (given.eth_type === undefined) throw missing("eth_type", "a packet without a network header");
  const type = etherType(given);
  if (type === NO_ETHER_TYPE) throw missing("x_llc_dsap", `a packet with eth_type ${hexName(type, 4)}`);
  const bytes = inFrontOf(body, 2);
  putU16(bytes, 0, type);
  return bytes;
}

function withLlc(given: GivenFields, body: Uint8Array): Uint8Array {
  const type = etherType(given);
  if (type === NO_ETHER_TYPE) return wrapHeader(llc, given, body);
  for (const [name, value] of Object.entries(SNAP_FIELDS)) {
    const other = given[name as PacketFieldName];
    if (other === undefined || other === value) continue;
    const reason = `${show(other)}, but an EtherType behind LLC needs SNAP, which has ${hexName(value, 2)}`;
    throw new CodecError("bad_value", reason, { path: name });
  }
  return wrapHeader(llc, { ...given, ...SNAP_FIELDS }, snapWrap(type, body));
}

/** The EtherType; that of a frame without one unless given. */
function etherType(given: GivenFields): number {
  const type = unsigned(given.eth_type ?? NO_ETHER_TYPE, "eth_type", 16);
  if (type >= LOWEST_ETHER_TYPE || type === NO_ETHER_TYPE) return type;
  const reason = `${hexName(type, 4)}, but EtherTypes begin at 0x0600; 0x05FF stands for none`;
  throw new CodecError("bad_value", reason, { path: "eth_type" });
}

function isTagged(given: GivenFields): boolean {
  const field = fieldOf(vlan, given);
  if (field === undefined || given.vlan_vid === undefined) return field !== undefined;
  if (unsigned(given.vlan_vid, "vlan_vid", 13) !== 0) return true;
  const other = fieldOf(vlan, { ...given, vlan_vid: undefined });
  if (other === undefined) return false;
  throw new CodecError("bad_value", "vlan_vid 0 means no tag; 4096 is a tag with number 0", { path: other });
}
