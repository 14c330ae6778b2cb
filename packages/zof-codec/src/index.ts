export { readIpv4, writeIpv4 } from "./address/ipv4.js";
export { readIpv6, writeIpv6 } from "./address/ipv6.js";
export { readMac, writeMac } from "./address/mac.js";
export { CodecError, type CodecErrorCode, type CodecErrorOptions } from "./codec-error.js";
export { Framer, HEADER_LENGTH } from "./framing/framer.js";
export { Hole } from "./hole.js";
export { nearest } from "./nearest.js";
export { buildPacket } from "./packet/build-packet.js";
export type { Ipv6Extension, Ipv6ExtensionInput } from "./packet/headers/ipv6-extensions.js";
export type { LldpTlv, LldpTlvInput } from "./packet/headers/lldp-tlv.js";
export type { MplsEntry, MplsEntryInput } from "./packet/headers/mpls.js";
export type { NdOption, NdOptionInput } from "./packet/headers/nd-options.js";
export type { VlanTag, VlanTagInput } from "./packet/headers/vlan.js";
export type {
  PacketFieldName,
  PacketFields,
  PacketInput,
  PacketObject,
  ProtocolName,
} from "./packet/packet-fields.js";
export type { BytesInput } from "./packet/packet-input.js";
export { PacketView, parsePacket } from "./packet/packet-view.js";
export { bytesFrom, hexText } from "./wire/bytes.js";
export { formatDatapathId, parseDatapathId } from "./wire/scalar.js";
export { type Patch, type Put, Writer } from "./writer.js";
