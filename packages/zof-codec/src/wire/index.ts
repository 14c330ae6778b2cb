// The one entry that generated code imports from.

export { CodecError } from "../codec-error.js";
export { Hole, VariableHole } from "../hole.js";
export type { Patch, Put } from "../writer.js";
export { Writer } from "../writer.js";
export { readActions10, writeActions10 } from "./actions10.js";
export { bytesFrom, fixedBytes, hexText, readBytes, writeBytes } from "./bytes.js";
export { badName, EnumTable } from "./enum-table.js";
export {
  bitsOr,
  checkCount,
  type FieldBits,
  formatFieldBits,
  parseFieldBits,
  rangeOf,
  readShortHeader,
  sameCount,
  writeShortHeader,
} from "./field-bits.js";
export { type Flag, FlagTable } from "./flag-table.js";
export { readHelloElements, writeHelloElements } from "./hello.js";
export { IdTable } from "./ids.js";
export { readScalars, writeScalars } from "./integer-list.js";
export {
  hexName,
  integerFrom,
  putI32,
  putPlusOne,
  putU8,
  putU16,
  putU24,
  putU32,
  putU64,
  show,
  toInteger,
} from "./integers.js";
export { passBytes, sameValue } from "./kept-bytes.js";
export {
  type LearnSpec,
  readLearnResult,
  readLearnSpecs,
  writeLearnResult,
  writeLearnSpecs,
} from "./learn-specs.js";
export { liftField, withLifted } from "./lifted.js";
export { inList, notA, readList, readNested, writeList, writeNested } from "./list.js";
export { splitMask } from "./mask.js";
export { match10 } from "./match10.js";
export { match11 } from "./match11.js";
export { badForm, badMember, checkGiven, checkObject } from "./member.js";
export { connectMessages, readMessage, writeMessage } from "./nested-message.js";
export { NumberTable } from "./number-table.js";
export { OxmCodec } from "./oxm-codec.js";
export { type FieldEntry, OxmField, type OxmFieldOptions, type Prerequisite } from "./oxm-field.js";
export { readOxmHeader, readOxmId, readOxmIds, writeOxmHeader, writeOxmId, writeOxmIds } from "./oxm-ids.js";
export { packetLeaf, writePacket } from "./packet.js";
export { type PropertyCodec, readProperties, writeProperties } from "./properties.js";
export { QualifiedTable, readQualified, writeQualified } from "./qualified.js";
export { Reader } from "./reader.js";
export {
  dpid,
  dscp10,
  duration,
  formatDatapathId,
  i32,
  ipv4,
  ipv6,
  mac,
  parseDatapathId,
  type Scalar,
  u8,
  u16,
  u24,
  u32,
  u64,
  vlan,
  vlan10,
} from "./scalar.js";
export { fixedText } from "./text.js";
export { toWideInteger, u128 } from "./u128.js";
