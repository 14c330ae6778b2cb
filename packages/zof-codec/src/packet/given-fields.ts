import { CodecError } from "../codec-error.js";
import { nearest } from "../nearest.js";
import { show } from "../wire/integers.js";
import { FIELD_ALIASES, PACKET_FIELDS, type PacketFieldName, type PacketInput } from "./packet-fields.js";

/** The fields of a packet to build by their own names, without those that are undefined. */
export type GivenFields = Partial<Record<PacketFieldName, unknown>>;

const PAYLOAD = "payload";
const ADDRESSES: Readonly<Record<string, "src" | "dst">> = { src: "src", dst: "dst" };

/**
 * The fields of an input by their own names.
 *
 * @throws CodecError `bad_type` for a name that no field has, with the nearest one; `bad_value` for a field that is
 *   given twice, by two names.
 */
export function givenFields(input: PacketInput): GivenFields {
  if (typeof input !== "object" || input === null) {
    throw new CodecError("bad_value", `${show(input)} is not an object with the fields of a packet`);
  }
  const given: GivenFields = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || name === PAYLOAD) continue;
    const field = fieldOf(name, value);
    if (given[field] !== undefined)
      throw new CodecError("bad_value", `given twice, ${name} is another name of it`, { path: field });
    given[field] = value;
  }
  return given;
}

/** `src` and `dst` are fields of IPv4 or IPv6 by the look of the address. */
function fieldOf(name: string, value: unknown): PacketFieldName {
  if (Object.hasOwn(PACKET_FIELDS, name)) return name as PacketFieldName;
  if (Object.hasOwn(FIELD_ALIASES, name)) return FIELD_ALIASES[name as keyof typeof FIELD_ALIASES];
  const side = Object.hasOwn(ADDRESSES, name) ? ADDRESSES[name] : undefined;
  if (side !== undefined) return String(value).includes(":") ? `ipv6_${side}` : `ipv4_${side}`;
  const known = [...Object.keys(PACKET_FIELDS), ...Object.keys(FIELD_ALIASES), "src", "dst", PAYLOAD];
  const guess = nearest(name, known);
  const hint = guess === undefined ? "" : `, did you mean ${guess}?`;
  throw new CodecError("bad_type", `no such field of a packet${hint}`, { path: name });
}
