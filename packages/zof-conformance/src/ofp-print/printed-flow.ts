import { numberText } from "./number-text.js";
import { printedActions } from "./printed-actions.js";
import { type MatchSummary, printedMatch } from "./printed-match.js";

/** What Open vSwitch and a message say about a flow, with everything that is not said left out. */
export interface FlowSummary {
  attributes: Record<string, string>;
  flags: string[];
  match: MatchSummary;
  actions: string[];
}

/** Open vSwitch's words for flags of flows. */
const FLAGS: Record<string, string> = {
  send_flow_rem: "SEND_FLOW_REM",
  check_overlap: "CHECK_OVERLAP",
  reset_counts: "RESET_COUNTS",
  no_packet_counts: "NO_PKT_COUNTS",
  no_byte_counts: "NO_BYT_COUNTS",
};

/** What is not printed when it has this value. */
const PRIORITY = numberText(0x8000);

/**
 * Reads a flow as a FLOW_MOD is printed, `table:2 priority=7,in_port=1 idle:60 actions=drop`, or as
 * `dump-flows` prints one, `cookie=0x0, duration=2.857s, table=0, n_packets=?, in_port=1 actions=drop`.
 */
export function printedFlow(text: string): FlowSummary {
  const [head = "", actions = "drop"] = text.trim().split(/\s*\bactions=/);
  const flow: FlowSummary = {
    attributes: { priority: PRIORITY },
    flags: [],
    match: {},
    actions: printedActions(actions),
  };
  for (const word of head.replaceAll(", ", " ").split(" ").filter(Boolean)) {
    const [, key, value = ""] =
      /^(table|cookie|duration|idle|hard|idle_timeout|hard_timeout|buf|out_port|importance|n_packets|n_bytes)[:=](.+)$/.exec(
        word,
      ) ?? [];
    if (FLAGS[word] !== undefined) flow.flags.push(FLAGS[word]);
    else if (key === undefined) readMatch(flow, word);
    else flow.attributes[ATTRIBUTES[key] ?? key] = attributeText(value);
  }
  return flow;
}

const ATTRIBUTES: Record<string, string> = {
  table: "table_id",
  idle: "idle_timeout",
  hard: "hard_timeout",
  buf: "buffer_id",
  n_packets: "packet_count",
  n_bytes: "byte_count",
};

function readMatch(flow: FlowSummary, word: string): void {
  const { PRIORITY: priority, ...match } = printedMatch(word);
  flow.match = match;
  if (priority !== undefined) flow.attributes.priority = priority;
}

/** A counter that is not available is all ones on the wire. */
export function attributeText(value: string): string {
  if (value === "?") return numberText(0xffffffffffffffffn);
  if (value.endsWith("s")) return secondsText(value.slice(0, -1));
  return value.split("/").map(numberText).join("/");
}

/** Seconds without zeros at the end: `1.5`. */
export function secondsText(seconds: unknown): string {
  return String(seconds)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}
