import { u8, u32 } from "../../byte-read.js";
import { CodecError } from "../../codec-error.js";
import { addBits, bits, type Field, uint8, unsigned } from "../field.js";
import { header, inFrontOf, writeFields } from "../header.js";
import { found, type Layout, Slot } from "../layout.js";
import { inputObjects } from "../packet-input.js";

/** One entry of an MPLS label stack (RFC 3032). */
export interface MplsEntry {
  /** Label, 0..1048575. */
  label: number;
  /** Traffic class, 0..7. */
  tc: number;
  /** 1 at the bottom of the stack, else 0. */
  bos: number;
  /** Time to live, 0..255. */
  ttl: number;
}

/** An entry to build: `tc` is 0 and `ttl` 64 unless given, `bos` 1 in the last entry and 0 in the others. */
export type MplsEntryInput = Pick<MplsEntry, "label"> & Partial<MplsEntry>;

const ENTRY_SIZE = 4;
const DEFAULT_TTL = 64;

const inner: Field<MplsEntry[], readonly MplsEntryInput[]> = {
  slot: Slot.mpls,
  read(bytes, at, layout) {
    const entries: MplsEntry[] = [];
    for (let offset = at + ENTRY_SIZE; offset < found(layout, Slot.payload); offset += ENTRY_SIZE) {
      entries.push(readEntry(bytes, offset));
    }
    return entries.length === 0 ? undefined : entries;
  },
};

const fields = {
  /** Label of the outermost MPLS entry, 0..1048575. */
  mpls_label: bits(Slot.mpls, 0, 12, 20),
  /** Traffic class of the outermost MPLS entry, 0..7. */
  mpls_tc: bits(Slot.mpls, 0, 9, 3),
  /** 1 when the outermost MPLS entry is the bottom of the stack, else 0. */
  mpls_bos: bits(Slot.mpls, 0, 8, 1),
  /** Time to live of the outermost MPLS entry, 0..255. */
  x_mpls_ttl: uint8(Slot.mpls, 3),
  /** The MPLS entries below the outermost one, from the top down; absent when there is only one. */
  x_mpls_inner: inner,
};

/** An MPLS label stack, outermost entry first. What follows the stack is payload: MPLS does not say what it is. */
export const mpls = header({
  name: "mpls",
  slot: Slot.mpls,
  fields,
  required: ["mpls_label"],
  defaults: { x_mpls_ttl: DEFAULT_TTL },
  describe: ({ mpls_label, x_mpls_inner }) =>
    ["MPLS", mpls_label, ...(x_mpls_inner ?? []).map((entry) => entry.label)].join(" "),
  wrap(values, body) {
    const below = inputObjects(values.x_mpls_inner, "x_mpls_inner");
    const bytes = inFrontOf(body, ENTRY_SIZE * (1 + below.length));
    const bos = bottomOfStack(values.mpls_bos, below.length === 0, "mpls_bos");
    writeFields(bytes, 0, fields, { ...values, mpls_bos: bos });
    for (const [i, entry] of below.entries()) {
      writeEntry(bytes, ENTRY_SIZE * (i + 1), entry, i === below.length - 1, `x_mpls_inner[${i}]`);
    }
    return bytes;
  },
});

/** Notes the label stack at `at`. */
export function findMpls(bytes: Uint8Array, at: number, layout: Layout): void {
  const end = found(layout, Slot.end);
  let offset = at;
  let bottom = false;
  for (; !bottom && offset + ENTRY_SIZE <= end; offset += ENTRY_SIZE)
    bottom = (u8(bytes, offset + 2) & 1) === 1;
  if (offset > at) layout[Slot.mpls] = at;
  layout[Slot.payload] = offset;
}

function readEntry(bytes: Uint8Array, at: number): MplsEntry {
  const word = u32(bytes, at);
  return { label: word >>> 12, tc: (word >>> 9) & 7, bos: (word >>> 8) & 1, ttl: word & 0xff };
}

function writeEntry(bytes: Uint8Array, at: number, entry: MplsEntryInput, last: boolean, path: string): void {
  const { label, tc = 0, ttl = DEFAULT_TTL } = entry;
  addBits(bytes, at, 12, unsigned(label, `${path}.label`, 20));
  addBits(bytes, at, 9, unsigned(tc, `${path}.tc`, 3));
  addBits(bytes, at, 8, bottomOfStack(entry.bos, last, `${path}.bos`));
  addBits(bytes, at, 0, unsigned(ttl, `${path}.ttl`, 8));
}

/** The last entry given may say 0: the stack then goes on in the payload. */
function bottomOfStack(value: number | undefined, last: boolean, path: string): number {
  const bos = unsigned(value ?? (last ? 1 : 0), path, 1);
  if (bos === 0 || last) return bos;
  throw new CodecError("bad_value", "1 is the bottom of the stack, but more entries are given below", {
    path,
  });
}
