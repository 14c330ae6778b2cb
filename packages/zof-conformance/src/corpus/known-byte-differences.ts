import { isDeepStrictEqual } from "node:util";
import { CodecError } from "zof-codec";
import { decode } from "zof-types";
import { canonical } from "../json/canonical.js";
import type { FieldValue } from "../ofp-print/message-match.js";

/** A deliberate difference between the recorded bytes and what we encode. */
export interface KnownByteDifference {
  /** What differs, and why ours is as it is. */
  readonly reason: string;
  /** Messages of the corpus in which it occurs; when it no longer does in one that is there, the run fails. */
  readonly messages: readonly string[];
  /** Whether it is this that the bytes we encode, or the error instead of them, show. */
  explains(recorded: Uint8Array, encoded: Uint8Array | CodecError): boolean;
}

/** All deliberate differences between bytes. As `KNOWN_DIFFERENCES`, this list can only shrink. */
export const KNOWN_BYTE_DIFFERENCES: Readonly<Record<string, KnownByteDifference>> = {
  "type of service in actions": {
    reason:
      "SET_FIELD of IP_DSCP has no place for the lower two bits of OpenFlow 1.0's nw_tos; the corpus loses them too",
    messages: ["v1_0/abs/abs_14_00002.pass", "v1_0/rep/rep_14_00002.pass"],
    explains: (recorded, encoded) =>
      encoded instanceof Uint8Array &&
      recorded[0] === 1 &&
      recorded.length === encoded.length &&
      recorded.every((byte, index) => byte === encoded[index] || (byte & 0xfc) === encoded[index]),
  },
  "padding of the last property": {
    reason:
      "properties are padded within the length of what they belong to, as the specification says; the corpus leaves the last one without, and what was decoded keeps that",
    messages: [
      "v1_3/rep/rep_18_00026.pass",
      "v1_3/rep/rep_18_00044.pass",
      "of13/4-36-ofp_queue_get_config_reply.packet",
    ],
    explains(recorded, encoded) {
      if (encoded instanceof CodecError) return false;
      const message = decode(recorded);
      return (
        /^(QUEUE_GET_CONFIG_REPLY|RE\w+\.TABLE_FEATURES)$/.test(message.type) &&
        encoded.length >= recorded.length &&
        isDeepStrictEqual(canonical(message.msg), canonical(decode(encoded).msg))
      );
    },
  },
  prerequisites: {
    reason:
      "fields that others of a match require are added when a value is encoded, and a match that contradicts or repeats itself is refused; what was decoded keeps its bytes",
    messages: ["v1_3/rep/rep_14_000044.pass", "of13/4-60-ofp_flow_mod.packet"],
    explains(recorded, encoded) {
      if (encoded instanceof CodecError)
        return / needs (ETH_TYPE|IP_PROTO) | stands twice/.test(encoded.message);
      const given = matchOf(recorded);
      const names = new Set(given.map(({ field }) => field));
      const kept = matchOf(encoded).filter(({ field }) => names.has(field));
      return kept.length < matchOf(encoded).length && String(show(kept)) === String(show(given));
    },
  },
};

function matchOf(bytes: Uint8Array): readonly FieldValue[] {
  return (decode(bytes).msg as { match?: FieldValue[] }).match ?? [];
}

function show(fields: readonly FieldValue[]): string {
  return fields.map((field) => Object.values(canonical(field) as object).join(" ")).join(", ");
}
