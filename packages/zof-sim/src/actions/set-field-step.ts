import { CodecError } from "zof-codec";
import type { SetFieldAction } from "zof-types";
import { bytesOf, exactMask, fieldBytes, numberOf } from "../match/field-bytes.js";
import { MATCH_FIELDS, type MatchField, type Prerequisite } from "../match/match-fields.js";
import { badAction } from "../openflow-error.js";
import { type ActionCheck, requireField, requireHeader, TAGGED, TRANSPORT } from "./action-check.js";
import { fieldSetter, fieldValue } from "./field-value.js";
import type { Prepared } from "./preparation.js";

/** SET_FIELD: writes a header field, in OpenFlow 1.5 also some bits of it; the checksums follow (1.5.1, section 7.2.6.7). */
export function setFieldStep(action: SetFieldAction, check: ActionCheck): Prepared {
  const name = action.field;
  const field = MATCH_FIELDS.get(name);
  const set = fieldSetter(name, check.version);
  if (field === undefined || set === undefined) throw badAction("BAD_SET_TYPE", `${name} cannot be set`);
  // Before OpenFlow 1.2 each field had an action of its own, which is treated like all others.
  const require = check.version < 3 ? requireHeader : requireField;
  require(check, `SET_FIELD ${name}`, prerequisites(field, check.version));
  const value = settable(() => fieldBytes(field, action.value));
  if (name === "VLAN_VID" && action.value === 0) {
    throw badAction("BAD_SET_ARGUMENT", "VLAN_VID 0 says that there is no tag: POP_VLAN takes it off");
  }
  const mask = maskOf(action, field, check.version);
  if (mask === undefined) return { run: ({ packet }) => set(packet, value) };
  const bits = numberOf(value) & mask;
  return {
    run({ packet }) {
      set(packet, bytesOf(field, (fieldValue(packet, field) & ~mask) | bits));
    },
  };
}

function prerequisites({ name, needs }: MatchField, version: number): readonly Prerequisite[] {
  if (name === "VLAN_VID") return [TAGGED];
  const ofAnyTransport = version < 3 && (name === "TCP_SRC" || name === "TCP_DST");
  return ofAnyTransport ? TRANSPORT : needs;
}

function maskOf(action: SetFieldAction, field: MatchField, version: number): bigint | undefined {
  if (action.mask === undefined) return undefined;
  if (version < 6)
    throw badAction("BAD_SET_ARGUMENT", `SET_FIELD ${field.name} takes a mask from OpenFlow 1.5 on`);
  const mask = numberOf(settable(() => fieldBytes(field, action.mask)));
  return mask === numberOf(exactMask(field)) ? undefined : mask;
}

function settable(read: () => Uint8Array): Uint8Array {
  try {
    return read();
  } catch (error) {
    throw error instanceof CodecError ? badAction("BAD_SET_ARGUMENT", error.message) : error;
  }
}
