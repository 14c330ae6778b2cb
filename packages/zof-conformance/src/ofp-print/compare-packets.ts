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

export const PACKET_COMPARISONS: Record<string, Comparison> = {
  PACKET_IN: {
    name: "OFPT_PACKET_IN",
    printed(text, version) {
      const found = groupsOf(PACKET_IN, text);
      const {
        table_id = 0,
        cookie = version < 4 ? 0 : "0xffffffffffffffff",
        buffer_id = "NO_BUFFER",
      } = found;
      return {
        table_id: numberText(table_id),
        cookie: numberText(cookie),
        buffer_id: numberText(buffer_id),
        total_len: numberText(found.total_len),
        length: Number(found.length),
        reason: REASONS[found.reason ?? ""] ?? numberText(found.reason),
        match: printedMatch(found.match ?? ""),
      };
    },
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
