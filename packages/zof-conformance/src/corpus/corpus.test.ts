import { describe, expect, it } from "vitest";
import { CodecError } from "zof-codec";
import { canonicalType, decode, encode, type MessageInput, messageMetadata } from "zof-types";
import { decodeOutcome } from "../fuzz/decode-outcome.js";
import { withinTime } from "../fuzz/within-time.js";
import { canonical, hexOf } from "../json/canonical.js";
import { corpusFolder } from "./corpus-folder.js";
import { type Difference, differences } from "./differences.js";
import { KNOWN_BYTE_DIFFERENCES } from "./known-byte-differences.js";
import { KNOWN_DIFFERENCES } from "./known-differences.js";
import { KNOWN_REFUSALS } from "./known-refusals.js";
import { type CorpusEntry, type CorpusMessage, readCorpus } from "./read-corpus.js";
import { translate } from "./translate.js";

const folder = corpusFolder();
const entries = folder === undefined ? [] : readCorpus(folder);

/** A message in scope, and the one that is recorded of it: with its type as we spell it, and canonical. */
interface Comparable {
  readonly entry: CorpusEntry;
  readonly version: number;
  readonly recorded: CorpusMessage;
}

const comparable = entries.flatMap((entry) => comparableOf(entry) ?? []);
const named = comparable.map((each) => [each.entry.name, each] as const);

/** Where known differences occurred: `rule: message`. */
const occurred = new Set<string>();

describe.skipIf(folder === undefined)("recorded messages", () => {
  it.each(named)("%s decodes to what is recorded", (_, each) => {
    const found = differences(each.recorded, canonical(decode(each.entry.bytes)));
    expect(found.filter((difference) => !explained(difference, each))).toEqual([]);
  });

  it.each(named)("%s encodes again to the same bytes", (_, each) => {
    expectBytes(each, () => encode(decode(each.entry.bytes) as MessageInput));
  });

  it.each(named.filter(([, { entry }]) => entry.reencodes))("%s encodes from what is recorded", (_, each) => {
    const { xid, version, ...translated } = inOurTerms(each);
    expectBytes(each, () =>
      encode({ ...translated, version: Number(version), xid: Number(xid) } as MessageInput),
    );
  });

  it.each(entries.map((entry) => [entry.name, entry] as const))(
    "%s decodes to a message or a CodecError",
    (_, { bytes }) => {
      withinTime(1000, () => {
        expect(canonical(decodeOutcome(bytes, 0xff))).toEqual(canonical(decodeOutcome(bytes, 0x00)));
      });
    },
  );

  it("has no message of a type that is missing here", () => {
    expect(Object.fromEntries(outOfScope())).toEqual({});
  });
});

describe.skipIf(folder === undefined)("the list of known differences", () => {
  const present = new Set(entries.map(({ name }) => name));
  const listed = Object.entries({ ...KNOWN_DIFFERENCES, ...KNOWN_BYTE_DIFFERENCES });

  it.each(listed)("still needs: %s", (rule, { messages }) => {
    const gone = messages.filter((name) => present.has(name) && !occurred.has(`${rule}: ${name}`));
    expect(gone, "no longer differ: take them off the list").toEqual([]);
  });
});

function comparableOf(entry: CorpusEntry): Comparable | undefined {
  const { message, bytes } = entry;
  const [version = 0] = bytes;
  const type = message === undefined ? undefined : canonicalType(message.type);
  if (type === undefined || !messageMetadata[type]?.versions.includes(version)) return undefined;
  // A message with a fault that the other implementation passes over: whether to refuse it is ours to say.
  const outcome = decodeOutcome(bytes, 0);
  if ("error" in outcome && (entry.set.endsWith("-fail") || isKnownRefusal(type, outcome.error)))
    return undefined;
  return { entry, version, recorded: canonical({ ...message, type }) as CorpusMessage };
}

function isKnownRefusal(type: string, error: string): boolean {
  return KNOWN_REFUSALS.some((known) => type.endsWith(`.${known.type}`) && known.error.test(error));
}

/** How many messages there are of each type that we do not know, or not in that version. */
function outOfScope(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { message, bytes } of entries) {
    if (message === undefined || comparable.some(({ entry }) => entry.bytes === bytes)) continue;
    const [version = 0] = bytes;
    const type = canonicalType(message.type);
    if (type !== undefined && messageMetadata[type]?.versions.includes(version)) continue;
    const kind = `${message.type} (OpenFlow 1.${version - 1})`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** The recorded message with the known differences replaced by ours. */
function inOurTerms(each: Comparable): CorpusMessage {
  const ours = canonical(decode(each.entry.bytes));
  return translate(each.recorded, ours, (difference) => explained(difference, each)) as CorpusMessage;
}

function explained(difference: Difference, { entry, version }: Comparable): boolean {
  return explains(KNOWN_DIFFERENCES, entry, (known) => known.explains(difference, version));
}

function expectBytes({ entry }: Comparable, run: () => Uint8Array): void {
  const encoded = encodedOrError(run);
  const same = encoded instanceof Uint8Array && hexOf(encoded) === hexOf(entry.bytes);
  if (same || explains(KNOWN_BYTE_DIFFERENCES, entry, (known) => known.explains(entry.bytes, encoded)))
    return;
  if (encoded instanceof CodecError) throw encoded;
  expect(hexOf(encoded)).toBe(hexOf(entry.bytes));
}

function encodedOrError(run: () => Uint8Array): Uint8Array | CodecError {
  try {
    return run();
  } catch (error) {
    if (error instanceof CodecError) return error;
    throw error;
  }
}

function explains<Known>(
  list: Readonly<Record<string, Known>>,
  { name }: CorpusEntry,
  test: (known: Known) => boolean,
): boolean {
  const rules = Object.keys(list).filter((rule) => test(list[rule] as Known));
  for (const rule of rules) occurred.add(`${rule}: ${name}`);
  return rules.length > 0;
}
