import type { Body, Comparison } from "./comparison.js";
import { EMPTY, groupsOf } from "./comparison.js";
import { MAXIMAL_LENGTHS } from "./message-actions.js";
import { withStatistics } from "./message-statistics.js";
import { numberText } from "./number-text.js";

const FRAGMENTS: Record<string, string> = {
  normal: "FRAG_NORMAL",
  drop: "FRAG_DROP",
  reassemble: "FRAG_REASM",
};

const payload: Pick<Comparison, "printed" | "message"> = {
  printed: (text) => Number(groupsOf(/^(?<length>\d+) bytes of payload/, text).length),
  message: (body: Body) => body.data.length,
};

const configuration: Pick<Comparison, "printed" | "message"> = {
  printed(text) {
    const { frags = "", length } = groupsOf(/^frags=(?<frags>\w+) miss_send_len=(?<length>\d+)/, text);
    return { flags: [FRAGMENTS[frags]], length: Number(length) };
  },
  message: ({ flags, miss_send_len }: Body) => ({
    flags,
    length: MAXIMAL_LENGTHS[miss_send_len] ?? miss_send_len,
  }),
};

const DESCRIPTIONS = {
  Manufacturer: "mfr_desc",
  Hardware: "hw_desc",
  Software: "sw_desc",
  "Serial Num": "serial_num",
  "DP Description": "dp_desc",
};

export const OTHER_COMPARISONS: Record<string, Comparison> = {
  HELLO: {
    name: "OFPT_HELLO",
    printed: (text) => [...text.matchAll(/0x(\w\w)/g)].map(([, digits = ""]) => Number.parseInt(digits, 16)),
    // A HELLO without a bitmap stands for all versions up to that of its header.
    message: (body: Body, version) =>
      body.versions ?? Array.from({ length: version }, (_, index) => index + 1),
  },
  ERROR: {
    name: "OFPT_ERROR",
    printed: (text) => groupsOf(/^(?<code>\w+)/, text).code,
    message: (body: Body) => body.code,
  },
  ECHO_REQUEST: { name: "OFPT_ECHO_REQUEST", ...payload },
  ECHO_REPLY: { name: "OFPT_ECHO_REPLY", ...payload },
  FEATURES_REQUEST: { name: "OFPT_FEATURES_REQUEST", ...EMPTY },
  GET_CONFIG_REQUEST: { name: "OFPT_GET_CONFIG_REQUEST", ...EMPTY },
  GET_CONFIG_REPLY: { name: "OFPT_GET_CONFIG_REPLY", ...configuration },
  SET_CONFIG: { name: "OFPT_SET_CONFIG", ...configuration },
  BARRIER_REQUEST: { name: "OFPT_BARRIER_REQUEST", ...EMPTY },
  BARRIER_REPLY: { name: "OFPT_BARRIER_REPLY", ...EMPTY },
  "REQUEST.DESC": { name: "OFPST_DESC request", ...EMPTY },
  "REQUEST.TABLE_STATS": { name: "OFPST_TABLE request", ...EMPTY },
  "REQUEST.PORT_DESC": {
    name: "OFPST_PORT_DESC request",
    ...EMPTY,
    // Before OpenFlow 1.5 there is no port in it; Open vSwitch shows what stands for all.
    message: ({ port_no = "ANY" }: Body) => `port=${port_no}`,
  },
  "REPLY.DESC": {
    name: "OFPST_DESC reply",
    printed: (text) => text.trim().split("\n"),
    message: (body: Body) =>
      Object.entries(DESCRIPTIONS).map(([printed, name]) => `${printed}: ${body[name]}`),
  },
  "REPLY.AGGREGATE_STATS": {
    name: "OFPST_AGGREGATE reply",
    printed: (text) => text.trim().split(/[ =]/),
    message: (body: Body) =>
      Object.entries(withStatistics(body)).flatMap(([name, value]) => [name, String(value)]),
  },
  "REPLY.TABLE_STATS": {
    name: "OFPST_TABLE reply",
    printed: (text) => printedTables(text),
    message: (tables: Body[]) =>
      tables.map((table) => [
        numberText(table.table_id),
        ...[table.active_count, table.lookup_count, table.matched_count].map(numberText),
      ]),
  },
};

/**
 * Number, active entries, lookups and matches of each table. Tables that equal the one before are printed
 * without their numbers: `table 2: ditto`, `tables 3...253: ditto`.
 */
function printedTables(text: string): string[][] {
  const [, ...tables] = text.split(/^ {2}tables? /m);
  const summaries: string[][] = [];
  for (const table of tables) {
    const [, first = "", last = first] = /^(\d+)(?:\.\.\.(\d+))?/.exec(table) ?? [];
    const [, ...counts] = /active=(\d+), lookup=(\d+), matched=(\d+)/.exec(table) ?? [];
    const values = counts.length > 0 ? counts.map(numberText) : (summaries.at(-1) ?? []).slice(1);
    for (let number = Number(first); number <= Number(last); number++) {
      summaries.push([numberText(number), ...values]);
    }
  }
  return summaries;
}
