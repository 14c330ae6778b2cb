import type { CopyFieldAction } from "zof-types";
import { bytesOf } from "../match/field-bytes.js";
import { MATCH_FIELDS, type MatchField } from "../match/match-fields.js";
import { badAction } from "../openflow-error.js";
import { type ActionCheck, requireField, TAGGED } from "./action-check.js";
import { fieldSetter, fieldValue } from "./field-value.js";
import type { Prepared } from "./preparation.js";

/** COPY_FIELD: copies bits of one field into another (OpenFlow 1.5.1, section 7.2.6.8). */
export function copyFieldStep(action: CopyFieldAction, check: ActionCheck): Prepared {
  const [from, to] = action.fields ?? [];
  const source = fieldOf(from);
  const target = fieldOf(to);
  const set = fieldSetter(target.name, check.version);
  if (set === undefined) throw badAction("BAD_SET_TYPE", `${target.name} cannot be set`);
  for (const field of [source, target]) {
    requireField(check, `COPY_FIELD ${field.name}`, field.name === "VLAN_VID" ? [TAGGED] : field.needs);
  }
  checkBits(source, action.src_offset, action.n_bits);
  checkBits(target, action.dst_offset, action.n_bits);
  const bits = (1n << BigInt(action.n_bits)) - 1n;
  const src = BigInt(action.src_offset);
  const dst = BigInt(action.dst_offset);
  return {
    run({ packet }) {
      const copied = (fieldValue(packet, source) >> src) & bits;
      set(packet, bytesOf(target, (fieldValue(packet, target) & ~(bits << dst)) | (copied << dst)));
    },
  };
}

function fieldOf(name: string | undefined): MatchField {
  const field = name === undefined ? undefined : MATCH_FIELDS.get(name);
  if (field === undefined) throw badAction("BAD_SET_TYPE", `${name} is not supported`);
  return field;
}

function checkBits(field: MatchField, offset: number, n_bits: number): void {
  if (n_bits > 0 && offset + n_bits <= field.bits) return;
  throw badAction(
    "BAD_SET_LEN",
    `${field.name} has ${field.bits} bits: ${n_bits} from ${offset} on cannot be copied`,
  );
}
