import { CodecError } from "zof-codec";
import type { SetFieldAction } from "zof-types";
import { fieldBytes } from "../match/field-bytes.js";
import { MATCH_FIELDS } from "../match/match-fields.js";
import { badAction } from "../openflow-error.js";
import { FIELD_SETTERS, FIELD_SETTERS_10 } from "../packet/set-field.js";
import { type ActionCheck, requireHeader, TAGGED } from "./action-check.js";
import type { Step } from "./trip.js";

/** Rank of SET_FIELD in an action set. */
const SET_RANK = 8;

/** SET_FIELD: writes a header field; the checksums follow (OpenFlow 1.3.5, section 7.2.5). */
export function setFieldStep(action: SetFieldAction, check: ActionCheck): Step {
  const name = action.field;
  const field = MATCH_FIELDS.get(name);
  const setter = (check.version === 1 ? FIELD_SETTERS_10 : FIELD_SETTERS).get(name);
  if (field === undefined || setter === undefined) throw badAction("BAD_SET_TYPE", `${name} cannot be set`);
  requireHeader(check, `SET_FIELD ${name}`, name === "VLAN_VID" ? [TAGGED] : field.needs);
  const value = settable(() => fieldBytes(field, action.value));
  if (name === "VLAN_VID" && action.value === 0) {
    throw badAction("BAD_SET_ARGUMENT", "VLAN_VID 0 says that there is no tag: POP_VLAN takes it off");
  }
  return { rank: SET_RANK, slot: `SET_FIELD ${name}`, run: ({ packet }) => setter(packet, value) };
}

function settable(read: () => Uint8Array): Uint8Array {
  try {
    return read();
  } catch (error) {
    throw error instanceof CodecError ? badAction("BAD_SET_ARGUMENT", error.message) : error;
  }
}
