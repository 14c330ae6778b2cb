import { hexText } from "zof-codec";
import { encode, type Field } from "zof-types";

/** Any version whose matches are lists of fields (OXM): in all of them a field has the same bytes. */
const OXM_VERSION = 4;

/**
 * Text that is equal for matches that mean the same: whatever the order of the fields, with value bits that the
 * mask does not select, with a mask of all ones or of zeros. The fields are to be as `decode` gives them, so that
 * values have one spelling and prerequisites are there.
 */
export function matchKey(match: readonly Field[]): string {
  return match
    .map(fieldKey)
    .filter((key) => key !== "")
    .sort()
    .join(" ");
}

function fieldKey(field: Field): string {
  const { field: name, value, mask } = field as { field: string; value: unknown; mask?: unknown };
  if (mask === undefined) return `${name}=${valueText(value)}`;
  const [bits, selected] = maskedBytes(field);
  if (selected.every((byte) => byte === 0)) return "";
  if (selected.every((byte) => byte === 0xff)) return `${name}=${valueText(value)}`;
  return `${name}=${hexText(bits)}/${hexText(selected)}`;
}

function valueText(value: unknown): string {
  return value instanceof Uint8Array ? hexText(value) : String(value);
}

const FLOW_MOD_SIZE = encodedMatch([]).length;
/** A match without fields: type, length, and padding to eight bytes. */
const EMPTY_MATCH_SIZE = 8;
const EXPERIMENTER_CLASS = 0xffff;

/** The value of a masked field under its mask, and the mask, as bytes on the wire (OpenFlow 1.3.5, 7.2.3.2). */
function maskedBytes(field: Field): [value: Uint8Array, mask: Uint8Array] {
  const bytes = encodedMatch([field]);
  const header = FLOW_MOD_SIZE - EMPTY_MATCH_SIZE + 4;
  const isExperimenter =
    (((bytes[header] as number) << 8) | (bytes[header + 1] as number)) === EXPERIMENTER_CLASS;
  const start = header + (isExperimenter ? 8 : 4);
  const size = (header + 4 + (bytes[header + 3] as number) - start) / 2;
  const mask = bytes.subarray(start + size, start + 2 * size);
  return [bytes.subarray(start, start + size).map((byte, i) => byte & (mask[i] as number)), mask];
}

function encodedMatch(match: Field[]): Uint8Array {
  const msg = { command: "ADD", match } as const;
  return encode({ type: "FLOW_MOD", version: OXM_VERSION, msg }, { uncheckedMatch: true });
}
