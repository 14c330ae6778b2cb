import type { Body, Comparison } from "./comparison.js";
import { groupsOf } from "./comparison.js";
import { messageActions } from "./message-actions.js";
import { messageMatch } from "./message-match.js";
import { numberText } from "./number-text.js";
import { printedActions } from "./printed-actions.js";
import { printedMatch } from "./printed-match.js";

const REASONS: Record<string, string> = {
  no_match: "TABLE_MISS",
  action: "APPLY_ACTION",
  invalid_ttl: "INVALID_TTL",
  action_set: "ACTION_SET",
  group: "GROUP",
  packet_out: "PACKET_OUT",
};

const PACKET_IN = new RegExp(
  "^(?:table_id=(?<table_id>\\d+) )?(?:cookie=(?<cookie>\\w+) )?total_len=(?<total_len>\\d+) (?<match>\\S+)" +
    " \\(via (?<reason>\\w+)\\) data_len=(?<length>\\d+) (?:\\(unbuffered\\)|buffer=(?<buffer_id>\\w+))",
);

const PACKET_OUT =
  /^in_port=(?<in_port>\w+) actions=(?<actions>\S+) (?:data_len=(?<length>\d+)|buffer=(?<buffer_id>\w+))/;

const NO_COOKIE = "0xffffffffffffffff";

function printedPacketIn(text: string, noCookie: string | number): object {
  const found = groupsOf(PACKET_IN, text);
  const { table_id = 0, cookie = noCookie, buffer_id = "NO_BUFFER" } = found;
  return {
    table_id: numberText(table_id),
    cookie: numberText(cookie),
    buffer_id: numberText(buffer_id),
    total_len: numberText(found.total_len),
    length: Number(found.length),
    reason: REASONS[found.reason ?? ""] ?? numberText(found.reason),
    match: printedMatch(found.match ?? ""),
  };
}

/** The packets of Open vSwitch's own messages; what a property list leaves out is printed as nothing. */
function nicira(name: string): Comparison {
  return {
    name,
    printed: (text) => printedPacketIn(text, NO_COOKIE),
    message: (body: Body) => ({
      table_id: numberText(body.table_id ?? 0),
      cookie: numberText(body.cookie ?? NO_COOKIE),
      buffer_id: numberText(body.buffer_id ?? "NO_BUFFER"),
      total_len: numberText(body.total_len ?? body.data.length),
      length: body.data.length,
      reason: numberText(body.reason),
      match: messageMatch(body.match),
    }),
  };
}

export const PACKET_COMPARISONS: Record<string, Comparison> = {
  NX_PACKET_IN: nicira("NXT_PACKET_IN"),
  NX_PACKET_IN2: nicira("NXT_PACKET_IN2"),
  NX_RESUME: nicira("NXT_RESUME"),
  PACKET_IN: {
    name: "OFPT_PACKET_IN",
    printed: (text, version) => printedPacketIn(text, version < 4 ? 0 : NO_COOKIE),
    message: (body: Body, version) => ({
      table_id: numberText(body.table_id),
      cookie: numberText(body.cookie),
      buffer_id: numberText(body.buffer_id),
      total_len: numberText(body.total_len),
      length: body.data.length,
      reason: numberText(body.reason),
      match: version < 3 ? { IN_PORT: numberText(body.in_port) } : messageMatch(body.match),
    }),
  },
  PACKET_OUT: {
    name: "OFPT_PACKET_OUT",
    printed(text) {
      const { in_port, actions = "", length = "0", buffer_id = "NO_BUFFER" } = groupsOf(PACKET_OUT, text);
      return {
        in_port: numberText(in_port),
        buffer_id: numberText(buffer_id),
        length: Number(length),
        actions: printedActions(actions),
      };
    },
    message: ({ in_port, buffer_id, data, actions }: Body) => ({
      in_port: numberText(in_port),
      buffer_id: numberText(buffer_id),
      length: data.length,
      actions: messageActions(actions),
    }),
  },
};
