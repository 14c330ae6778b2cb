import type { FlowModInput } from "zof-types";
import type { FlowEntry, FlowTexts, PresentEntry, WantedEntry } from "./flow-entry.js";
import type { Spellings } from "./spellings.js";
import type { FlowFailure } from "./wanted-flow.js";

/** Which flow entries belong to a reconciler: those whose cookie equals `cookie` where `mask` has ones. */
export interface CookieRange {
  readonly cookie: bigint;
  readonly mask: bigint;
}

export function isInRange(cookie: bigint, range: CookieRange): boolean {
  return (cookie & range.mask) === (range.cookie & range.mask);
}

/** A message to send, and for which flow. */
export interface FlowChange {
  readonly entry: FlowEntry;
  readonly kind: "added" | "modified" | "deleted";
  readonly msg: FlowModInput;
}

export interface FlowDifference {
  /** Deletions first: a switch may take two spellings of a match for one, and then the last message counts. */
  readonly changes: readonly FlowChange[];
  readonly kept: number;
  readonly conflicts: readonly FlowFailure[];
}

/** What has to be sent so that the tables hold the wanted flows, and no others of this cookie range. */
export function flowDifference(
  wanted: Iterable<WantedEntry>,
  present: ReadonlyMap<string, PresentEntry>,
  range: CookieRange,
  spellings: Spellings,
): FlowDifference {
  const changes: FlowChange[] = [];
  const conflicts: FlowFailure[] = [];
  const claimed = new Set<string>();
  let kept = 0;
  for (const entry of wanted) {
    const expected = spellings.of(entry);
    const there = present.get(expected.key);
    claimed.add(expected.key);
    if (there === undefined) changes.push(add(entry, "added"));
    else if (!isInRange(there.cookie, range)) conflicts.push(conflict(entry, there));
    else if (there.settings !== expected.settings) changes.push(add(entry, "modified"));
    else if (there.instructions !== expected.instructions) changes.push(modify(entry, range));
    else kept++;
  }
  const deletions = [...present.values()]
    .filter(({ key, cookie }) => !claimed.has(key) && isInRange(cookie, range))
    .map((entry) => remove(entry, range));
  return { changes: [...deletions, ...changes], kept, conflicts };
}

/** Whether an entry of a switch is what was expected. */
export function isAsExpected(there: FlowTexts, expected: FlowTexts): boolean {
  return there.settings === expected.settings && there.instructions === expected.instructions;
}

function add(entry: WantedEntry, kind: "added" | "modified"): FlowChange {
  return { entry, kind, msg: { ...entry.flow, command: "ADD" } };
}

/** Unlike an ADD, this leaves the counters and the age of the flow entry as they are. */
function modify(entry: WantedEntry, { mask }: CookieRange): FlowChange {
  const msg = { ...entry.flow, command: "MODIFY_STRICT", cookie_mask: mask } as const;
  return { entry, kind: "modified", msg };
}

/** With the cookie, where the version can say it: what another has put there meanwhile is left alone. */
function remove(entry: PresentEntry, { mask }: CookieRange): FlowChange {
  const { table_id, priority, match, cookie } = entry.flow;
  const msg = { command: "DELETE_STRICT", table_id, priority, match, cookie, cookie_mask: mask } as const;
  return { entry, kind: "deleted", msg };
}

function conflict({ flow }: WantedEntry, there: PresentEntry): FlowFailure {
  const reason = `there is a flow with this ${there.key} and the cookie 0x${there.cookie.toString(16)}`;
  return { flow, code: "conflict", reason };
}
