import { CodecError } from "../codec-error.js";
import { buildLink } from "./build-link.js";
import { type ChosenHeaders, chooseHeaders } from "./choose-headers.js";
import { type GivenFields, givenFields } from "./given-fields.js";
import { PACKET_HEADERS, type PacketInput } from "./packet-fields.js";
import { type BytesInput, inputBytes, NO_BYTES } from "./packet-input.js";
import { PacketView } from "./packet-view.js";
import { wrapHeader } from "./wrap-header.js";

/**
 * Builds an Ethernet frame from fields of its headers, by the names that a view has. A header is there when one of its
 * fields is given; `eth_type` and `ip_proto` follow from that. Lengths and checksums are computed. Fields that are not
 * given have the defaults of their descriptions. Frames are not padded to Ethernet's minimum: interfaces do that.
 *
 * `payload` stands behind the last header; without it that of `fields`. A view with some fields assigned gives the
 * changed packet.
 *
 * @throws CodecError `bad_type` for an unknown field, with the nearest name; `missing` for a field that has no default;
 *   `bad_value` for a value that does not fit and for fields that contradict each other; `bad_length` and `too_large`
 *   for impossible sizes. Its `path` is the field.
 */
export function buildPacket(fields: PacketInput | PacketView, payload?: BytesInput): Uint8Array {
  const input: PacketInput = fields instanceof PacketView ? fields.toObject() : fields;
  const given = givenFields(input);
  const chosen = chooseHeaders(given);
  const body = inputBytes(payload ?? input.payload ?? NO_BYTES, "payload");
  return buildLink(given, buildNetwork(given, chosen, body));
}

function buildNetwork(given: GivenFields, chosen: ChosenHeaders, body: Uint8Array): Uint8Array {
  const { network, transport, nd } = chosen;
  if (network === undefined) return body;
  if (!network.hasPayload && body.length > 0) {
    throw new CodecError("bad_value", `nothing follows ${network.header.name}`, { path: "payload" });
  }
  let bytes = body;
  if (transport !== undefined) {
    const around = network.header.pseudoHeader?.(given);
    if (nd) bytes = wrapHeader(PACKET_HEADERS.nd, given, bytes);
    bytes = wrapHeader(transport.header, given, bytes, around);
  }
  return wrapHeader(network.header, given, bytes);
}
