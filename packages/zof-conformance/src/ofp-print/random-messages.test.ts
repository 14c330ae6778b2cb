import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode, type MessageInput } from "zof-types";
import { installed } from "../lab/lab-available.js";
import { messageArbitrary, messageVersions } from "../property/random-message.js";
import { compare } from "./compare-printed.js";
import { printMessages } from "./print-messages.js";

/** Messages of each type and version; Open vSwitch refuses those whose random values make no sense together. */
const RUNS = 20;
const SEED = Number(process.env.ZOF_FUZZ_SEED ?? 20260101);

/** Types whose text is not compared for random values, and why; the golden cases compare it for all of them. */
const NOT_COMPARED: Readonly<Record<string, string>> = {
  ...fromReason(
    "it prints reserved numbers of tables, groups, ports and buffers as numbers, or the other way round",
    [
      ...[
        "FLOW_REMOVED",
        "PACKET_IN",
        "REPLY.FLOW_DESC",
        "REPLY.FLOW_MONITOR",
        "REPLY.GROUP_STATS",
        "REPLY.GROUP_DESC",
      ],
      ...["REPLY.TABLE_DESC", "REPLY.TABLE_STATS", "TABLE_STATUS", "QUEUE_GET_CONFIG_REPLY"],
      ...["REPLY.QUEUE_DESC", "QUEUE_GET_CONFIG_REQUEST"],
    ],
  ),
  ...fromReason("what any text may hold cannot be told from the words around it", [
    ...["FEATURES_REPLY", "PORT_STATUS", "REPLY.DESC", "REPLY.PORT_DESC"],
  ]),
  ...fromReason("it prints sets of flags that have no common names as one number", [
    ...["BUNDLE_CONTROL", "REPLY.GROUP_FEATURES", "GET_CONFIG_REPLY", "SET_CONFIG", "PORT_MOD"],
  ]),
  ...fromReason("it prints data that a buffer id makes pointless as none", ["PACKET_OUT"]),
  ...fromReason("it shows a counter that does not come as all ones", ["REPLY.AGGREGATE_STATS"]),
  ...fromReason("its names of codes are those of other versions; all codes are compared elsewhere", [
    "ERROR",
  ]),
};

/** Types that it does not know, or takes with values of its own only. */
const REFUSED = new Set([
  ...["BUNDLE_ADD_MESSAGE", "CONTROLLER_STATUS", "EXPERIMENTER", "REQUESTFORWARD"],
  ...["BUNDLE_FEATURES", "CONTROLLER_STATUS", "EXPERIMENTER", "FLOW_STATS"].flatMap((name) => [
    `REQUEST.${name}`,
    `REPLY.${name}`,
  ]),
  "REPLY.TABLE_FEATURES",
]);

/** Messages of experimenters take values that belong together, and have names of their own in the text. */
const EXTENSION = /^(REQUEST\.|REPLY\.)?(NX|ONF)_/;

const compared = messageVersions().filter(
  ({ type }) => NOT_COMPARED[type] === undefined && !REFUSED.has(type) && !EXTENSION.test(type),
);
const samples = compared.map(({ type, version, schema }) => ({
  type,
  version,
  encoded: fc
    .sample(messageArbitrary(schema, version), { numRuns: RUNS, seed: SEED })
    .map((message) => encode(message as MessageInput)),
}));
const available = installed("ovs-ofctl");
const texts = available ? await printMessages(samples.flatMap(({ encoded }) => encoded)) : [];

describe.skipIf(!available)("ovs-ofctl ofp-print of random messages", () => {
  const taken = new Set<string>();

  it.each(samples.map((sample, index) => [sample.type, sample.version, index] as const))(
    "agrees on %s of wire version %i",
    (type, _, index) => {
      for (const [run, bytes] of (samples[index]?.encoded ?? []).entries()) {
        const text = texts[index * RUNS + run] ?? "";
        if (text.includes("***decode error")) continue;
        taken.add(type);
        const { printed, expected } = compare(decode(bytes), text);
        expect(printed).toEqual(expected);
      }
    },
  );

  it("takes some of each type", () => {
    expect(compared.map(({ type }) => type).filter((type) => !taken.has(type))).toEqual([]);
  });
});

function fromReason(reason: string, types: readonly string[]): Record<string, string> {
  return Object.fromEntries(types.map((type) => [type, reason]));
}
