import { fieldOf } from "./find-type.js";
import { child, type Place, type RangeRecorder, valueAt } from "./range-recorder.js";
import { STRUCT_MATCHES } from "./wire-sizes.js";

const MATCH = "Which packets (OpenFlow 1.3.5 section 7.2.3.1).";
const STATS = "Statistics of a flow entry (OpenFlow 1.5.1 section 7.2.4.1).";
const EXPERIMENTER_CLASS = 0xffff;

/** An extensible match: type, length, fields, padding. */
export function walkMatch(to: RangeRecorder, place: Place, name: string, value: unknown): void {
  walkFields(to, place, { name, value, description: MATCH });
}

/** Statistics of OpenFlow 1.5: as a match, without a type. */
export function walkStats(to: RangeRecorder, place: Place, name: string, value: unknown): void {
  walkFields(to, place, { name, value, description: STATS });
}

function walkFields(
  to: RangeRecorder,
  place: Place,
  list: { name: string; value: unknown; description: string },
): void {
  const { name, value, description } = list;
  const start = to.at;
  const end = Math.min(place.end, start + Math.max(to.peek16(place, 2), 4));
  const path = child(place.path, name);
  to.group(place, name, path, description, end);
  const inner: Place = { ...place, depth: place.depth + 1, end };
  if (description === MATCH) to.header(inner, "type", 2);
  else to.padding(inner, 2);
  to.header(inner, "length", 2);
  for (let index = 0; to.at < end; index++) {
    walkField(to, { ...inner, path: child(path, index), value: valueAt(value, index) });
  }
  to.padding({ ...inner, end: place.end }, Math.min(-(to.at - start) & 7, place.end - to.at));
}

/** One field of a match: class, number, mask bit and length; value; mask. */
export function walkField(to: RangeRecorder, place: Place): void {
  const oxmClass = to.peek16(place);
  const low = to.peek16(place, 2);
  const hasMask = (low & 0x100) !== 0;
  const isExperimenter = oxmClass === EXPERIMENTER_CLASS && (low & 0xff) >= 4;
  const experimenter = isExperimenter && to.at + 8 <= place.end ? to.number(to.at + 4, 4) : undefined;
  const field = fieldOf(oxmClass, low >> 9, experimenter);
  // Fields of one number and several lengths are told apart by the decoder.
  const name = String(valueAt(place.value, "field") ?? field?.name ?? "unknown field");
  const bytes = `${low & 0xff} bytes`;
  const size = (low & 0xff) - (isExperimenter ? 4 : 0);
  const part = hasMask ? size >> 1 : size;
  const inner: Place = { ...place, depth: place.depth + 1 };
  to.group(place, name, place.path, field?.description, Math.min(place.end, to.at + 4 + (low & 0xff)));
  to.header(
    inner,
    "field",
    4,
    `class 0x${oxmClass.toString(16)}, number ${low >> 9}, ${hasMask ? "mask, " : ""}${bytes}`,
  );
  if (isExperimenter) to.header(inner, "experimenter", 4);
  to.field(inner, "value", part, valueAt(place.value, "value"));
  if (hasMask) to.field(inner, "mask", size - part, valueAt(place.value, "mask"));
}

/** The match struct of OpenFlow 1.0 or 1.1. */
export function walkStructMatch(to: RangeRecorder, place: Place, name: string, type: string): void {
  const path = child(place.path, name);
  const slots = STRUCT_MATCHES[type] ?? [];
  to.group(
    place,
    name,
    path,
    "Which packets (OpenFlow 1.0.1 section 5.2.3).",
    to.at + slots.reduce((sum, [, size]) => sum + size, 0),
  );
  const inner: Place = { ...place, depth: place.depth + 1 };
  for (const [slot, size] of slots) {
    if (slot === "padding") to.padding(inner, size);
    else to.header(inner, slot, size, slotValue(to, slot, size));
  }
}

function slotValue(to: RangeRecorder, slot: string, size: number): unknown {
  if (slot === "wildcards") return `0x${to.number(to.at, size).toString(16)}`;
  const bytes = to.bytes.subarray(to.at, to.at + size);
  if (size === 6) return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(":");
  if (slot.startsWith("nw_") && size === 4) return bytes.join(".");
  return size === 8 ? bytes : to.number(to.at, size);
}
