import type { Body, Comparison } from "./comparison.js";
import { groupsOf } from "./comparison.js";
import { messageFlow } from "./message-flow.js";
import { messageMatch } from "./message-match.js";
import { printedName } from "./message-names.js";
import { withStatistics } from "./message-statistics.js";
import { numberText } from "./number-text.js";
import { attributeText, printedFlow, secondsText } from "./printed-flow.js";
import { printedMatch } from "./printed-match.js";

const COMMANDS: Record<string, string> = {
  ADD: "ADD",
  MOD: "MODIFY",
  MOD_STRICT: "MODIFY_STRICT",
  DEL: "DELETE",
  DEL_STRICT: "DELETE_STRICT",
};

const REASONS: Record<string, string> = {
  idle: "IDLE_TIMEOUT",
  hard: "HARD_TIMEOUT",
  delete: "DELETE",
  group_delete: "GROUP_DELETE",
  meter_delete: "METER_DELETE",
  eviction: "EVICTION",
};

/** `FLOW_REMOVED` sticks names and values together. */
const REMOVED = new RegExp(
  "^(?<match>\\S*) reason=(?<reason>\\w+)(?: table_id=(?<table_id>\\d+))?(?: cookie:(?<cookie>\\S+))?" +
    " duration(?<duration>\\S+) idle(?<idle_timeout>\\d+)(?: hard(?<hard_timeout>\\d+))?" +
    " pkts(?<packet_count>\\S+) bytes(?<byte_count>\\S+)",
);

const ZERO = numberText(0);

/** Which flows a request is about. Open vSwitch prints neither cookie nor group. */
const selection: Pick<Comparison, "printed" | "message"> = {
  printed(text) {
    const {
      table_id = "ALL",
      out_port = "ANY",
      match = "",
    } = groupsOf(/^(?:table=(?<table_id>\d+))? ?(?:out_port=(?<out_port>\w+))? ?(?<match>\S*)$/, text.trim());
    return {
      table_id: numberText(table_id),
      out_port: numberText(out_port),
      match: printedMatch(match),
    };
  },
  message: ({ table_id, out_port, match }: Body) => ({
    table_id: numberText(table_id),
    out_port: numberText(out_port),
    match: messageMatch(match.filter(({ field }: { field: string }) => field !== "NX_COOKIE")),
  }),
};

const STANDARD_COMPARISONS: Record<string, Comparison> = {
  FLOW_MOD: {
    name: "OFPT_FLOW_MOD",
    printed(text) {
      const { command = "", flow = "" } = groupsOf(/^(?<command>\w+) (?<flow>.*)$/s, text);
      return { command: COMMANDS[command], ...printedFlow(flow) };
    },
    message: (body: Body, version) => ({ command: body.command, ...messageFlow(body, version) }),
  },
  FLOW_REMOVED: {
    name: "OFPT_FLOW_REMOVED",
    printed(text) {
      const { match = "", reason = "", ...counts } = groupsOf(REMOVED, text);
      const { PRIORITY: priority = numberText(0x8000), ...fields } = printedMatch(match);
      const values = Object.entries(counts).map(([key, value]) => [key, attributeText(value)]);
      return {
        ...{ table_id: ZERO, cookie: ZERO, hard_timeout: ZERO },
        ...Object.fromEntries(values),
        ...{ reason: REASONS[reason], priority, match: fields },
      };
    },
    message(body: Body) {
      // NX_FLOW_REMOVED does not say the hard time-out.
      const { match, reason, duration, ...numbers } = withStatistics<Body>({ hard_timeout: 0, ...body });
      const values = Object.entries(numbers).map(([key, value]) => [key, numberText(value)]);
      return {
        ...Object.fromEntries(values),
        duration: secondsText(duration),
        reason,
        match: messageMatch(match),
      };
    },
  },
  "REQUEST.FLOW_DESC": { name: "OFPST_FLOW request", ...selection },
  "REQUEST.AGGREGATE_STATS": { name: "OFPST_AGGREGATE request", ...selection },
  "REPLY.FLOW_DESC": {
    name: "OFPST_FLOW reply",
    printed: (text) => text.split("\n").filter(Boolean).map(printedFlow),
    message: (flows: Body[], version) => flows.map((flow) => messageFlow(flow, version)),
  },
};

/** Messages of Open vSwitch that are printed as those of the standard. */
const SAME: Record<string, string> = {
  NX_FLOW_MOD: "FLOW_MOD",
  NX_FLOW_REMOVED: "FLOW_REMOVED",
  "REQUEST.NX_FLOW_STATS": "REQUEST.FLOW_DESC",
  "REQUEST.NX_AGGREGATE_STATS": "REQUEST.AGGREGATE_STATS",
  "REPLY.NX_FLOW_STATS": "REPLY.FLOW_DESC",
};

export const FLOW_COMPARISONS: Record<string, Comparison> = {
  ...STANDARD_COMPARISONS,
  ...Object.fromEntries(
    Object.entries(SAME).map(([type, standard]) => {
      return [type, { ...(STANDARD_COMPARISONS[standard] as Comparison), name: printedName(type) }];
    }),
  ),
};
