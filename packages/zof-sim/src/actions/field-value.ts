import { numberOf } from "../match/field-bytes.js";
import type { MatchField } from "../match/match-fields.js";
import type { Packet } from "../packet/packet.js";
import { FIELD_SETTERS, FIELD_SETTERS_10, type FieldSetter } from "../packet/set-field.js";

/** How a field is written, by the rules of a version; undefined for one that cannot be set. */
export function fieldSetter(name: string, version: number): FieldSetter | undefined {
  if (name === "METADATA") return version >= 6 ? setMetadata : undefined;
  // OpenFlow 1.1 has OpenFlow 1.0's actions in this respect.
  return (version <= 2 ? FIELD_SETTERS_10 : FIELD_SETTERS).get(name);
}

/** The value that a packet has in a field, as a number. */
export function fieldValue(packet: Packet, field: MatchField): bigint {
  return numberOf(packet.key.bytes.subarray(field.offset, field.offset + field.size));
}

/** OpenFlow 1.5 lets SET_FIELD and COPY_FIELD write the metadata; before, only WRITE_METADATA does. */
const setMetadata: FieldSetter = (packet, value) => {
  packet.metadata = numberOf(value);
};
