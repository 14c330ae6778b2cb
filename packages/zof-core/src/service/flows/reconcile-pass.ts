import { CodecError } from "zof-codec";
import { compile } from "zof-compile";
import { type CookieRange, flowDifference, isAsExpected, isInRange } from "./flow-difference.js";
import { type PresentEntry, presentEntry, type WantedEntry, wantedEntry } from "./flow-entry.js";
import type { FlowSender } from "./flow-sender.js";
import type { Spellings } from "./spellings.js";
import type { FlowFailure, FlowReport, WantedFlow } from "./wanted-flow.js";

const FLOWS = compile("REQUEST.FLOW_DESC {table_id: ALL, out_port: ANY, out_group: ANY}");

/**
 * Brings the flows of a datapath to what is wanted: reads what is there, sends the difference, and when something
 * was sent reads again to see what the switch has made of it.
 *
 * @throws RequestError `closed`, `timeout`, `error_reply` when the flows cannot be read.
 */
export async function reconcile(
  flows: readonly WantedFlow[],
  sender: FlowSender,
  range: CookieRange,
  spellings: Spellings,
): Promise<FlowReport> {
  const { datapath, errors } = sender;
  const { wanted, failed } = prepare(flows, datapath.version);
  spellings.keep(wanted.values());
  const present = await readFlows(sender);
  const { changes, kept, conflicts } = flowDifference(wanted.values(), present, range, spellings);
  failed.push(...conflicts);
  const bundle = await sender.send(changes);
  for (const [{ entry }, reason] of errors.reasons)
    failed.push({ flow: entry.flow, code: "refused", reason });
  const made = changes.filter((change) => !errors.reasons.has(change));
  const count = (kind: "added" | "modified" | "deleted") => made.filter((each) => each.kind === kind).length;
  const report = {
    added: count("added"),
    modified: count("modified"),
    deleted: count("deleted"),
    kept,
    bundle,
  };
  const sent = made.filter(({ kind }) => kind !== "deleted").map(({ entry }) => entry as WantedEntry);
  if (sent.length > 0) failed.push(...verify(sent, wanted, await readFlows(sender), range, spellings));
  return { datapath_id: datapath.id, ...report, failed };
}

/** The wanted flows by their key, and those that cannot be. */
function prepare(
  flows: readonly WantedFlow[],
  version: number,
): { wanted: Map<string, WantedEntry>; failed: FlowFailure[] } {
  const wanted = new Map<string, WantedEntry>();
  const failed: FlowFailure[] = [];
  for (const flow of flows) {
    try {
      const entry = wantedEntry(flow, version);
      if (wanted.has(entry.key)) {
        failed.push({ flow, code: "duplicate", reason: `another wanted flow has this ${entry.key}` });
      } else wanted.set(entry.key, entry);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      failed.push({ flow, code: "invalid", reason: error.message });
    }
  }
  return { wanted, failed };
}

/** The flow entries that a switch has, by their key. */
async function readFlows({ datapath, timeoutMs }: FlowSender): Promise<Map<string, PresentEntry>> {
  const present = new Map<string, PresentEntry>();
  for await (const { msg } of FLOWS.request({ conn_id: datapath.conn_id, timeoutMs })) {
    for (const flow of msg) {
      const entry = presentEntry(flow, datapath.version);
      present.set(entry.key, entry);
    }
  }
  return present;
}

/** Learns how the switch writes what was sent; returns the flows that it does not have. */
function verify(
  sent: readonly WantedEntry[],
  wanted: ReadonlyMap<string, WantedEntry>,
  present: ReadonlyMap<string, PresentEntry>,
  range: CookieRange,
  spellings: Spellings,
): FlowFailure[] {
  const expected = new Set([...wanted.values()].map((entry) => spellings.of(entry).key));
  const strange = [...present.values()].filter(
    ({ key, cookie }) => !expected.has(key) && isInRange(cookie, range),
  );
  const failed: FlowFailure[] = [];
  for (const entry of sent) {
    const there =
      present.get(spellings.of(entry).key) ?? onlyOne(strange.filter((each) => isLike(each, entry)));
    if (there === undefined) {
      if (!entry.expires) failed.push({ flow: entry.flow, code: "not_kept", reason: NOT_KEPT });
    } else if (there.key !== entry.key || !isAsExpected(there, entry)) spellings.learn(entry, there);
  }
  return failed;
}

const NOT_KEPT = "the switch took it without an error, and does not have it";

/** Whether only the match of two entries differs. */
function isLike(there: PresentEntry, entry: WantedEntry): boolean {
  return there.place === entry.place && isAsExpected(there, entry);
}

function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
