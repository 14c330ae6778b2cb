import { describe, expect, test } from "vitest";
import { decode } from "zof-types";
import type { Corpus } from "../corpus/read-corpus.js";
import type { BenchGroup } from "./bench-case.js";
import { bindBenchChannel } from "./bench-channel.js";
import { corpusGroup } from "./corpus-cases.js";
import { flowModGroups } from "./flow-mod-cases.js";
import { formatGroup } from "./format-groups.js";
import { measureGroup } from "./measure-groups.js";
import { packetGroups } from "./packet-cases.js";
import { packetInGroups } from "./packet-in-cases.js";
import { runMicro } from "./run-micro.js";
import { FLOW_MOD_VALUES, flowModOf } from "./sample-flow-mods.js";
import { sendVariants, templateGroups } from "./template-cases.js";

const TINY = { timeMs: 0, warmupMs: 0 };

function caseOf(groups: readonly BenchGroup[], name: string) {
  const found = groups.flatMap(({ cases }) => cases).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
}

describe.each([1, 4])("version %i", (version) => {
  test("every case runs on as many messages as it says", () => {
    const groups = [...flowModGroups(version), ...templateGroups(version), ...packetInGroups(version)];
    for (const group of groups) {
      for (const each of group.cases) expect(each.messages).toBe(256);
      const { cases } = measureGroup(group, TINY);
      expect(cases.map(({ name }) => name)).toEqual(group.cases.map(({ name }) => name));
      for (const { nanosecondsPerMessage } of cases) expect(nanosecondsPerMessage).toBeGreaterThan(0);
    }
  });

  test("both templates send the FLOW_MOD that the other cases encode", () => {
    const channel = bindBenchChannel();
    channel.version = version;
    const [values] = FLOW_MOD_VALUES;
    if (values === undefined) throw new Error("no values");
    for (const send of sendVariants(values)) {
      channel.output.length = 0;
      send();
      const sent = decode(channel.output.finish());
      expect(sent).toMatchObject({ version, type: "FLOW_MOD", msg: flowModOf(values).msg });
    }
  });

  test("the lazy case reads what the plain case reads", () => {
    const groups = packetInGroups(version);
    const plain = caseOf(groups, "decode, then port and addresses").run();
    expect(plain).toBe(2 + 17 + 17);
    expect(caseOf(groups, "decode lazily, then port and addresses").run()).toBe(plain);
    expect(caseOf(groups, "the same, all in one chunk").run()).toBe(plain);
  });
});

test("the packet cases run", () => {
  for (const group of packetGroups()) {
    for (const { nanosecondsPerMessage } of measureGroup(group, TINY).cases) {
      expect(nanosecondsPerMessage).toBeGreaterThan(0);
    }
  }
});

test("ratios count from the first case", () => {
  const busy = (name: string, turns: number) => ({
    name,
    messages: 10,
    run() {
      let sum = 0;
      for (let turn = 0; turn < turns; turn++) sum += Math.sqrt(turn);
      return sum;
    },
  });
  const result = measureGroup(
    { title: "Sums", cases: [busy("long", 200_000), busy("short", 2000)] },
    { timeMs: 5, warmupMs: 5 },
  );
  const [long, short] = result.cases;
  expect(long?.ratio).toBe(1);
  expect(short?.ratio).toBeGreaterThan(10);
  expect(short?.messagesPerSecond).toBeCloseTo(1e9 / (short?.nanosecondsPerMessage ?? 0));
  const [title, , head, , ...rows] = formatGroup(result).split("\n");
  expect(title).toBe("Sums");
  expect(head).toMatch(/^\| +\| messages\/s \|/);
  expect(rows.map((row) => row.split("|")[1]?.trim())).toEqual(["long", "short"]);
});

test("one line of one table can be measured", () => {
  const printed: string[] = [];
  const results = runMicro(
    { ...TINY, group: "Decode a FLOW_MOD, OpenFlow 1.0", case: "decodeMessage" },
    (text) => printed.push(text),
  );
  expect(results.map(({ title, cases }) => [title, cases.map(({ name }) => name)])).toEqual([
    ["Decode a FLOW_MOD, OpenFlow 1.0", ["decodeMessage, all in one chunk"]],
  ]);
  expect(printed.filter((text) => text.includes("decodeMessage")).length).toBe(1);
});

test("of a recording, messages of unknown types are left out, and it is said", () => {
  const barrier = [4, 20, 0, 8, 0, 0, 0, 1];
  const unknown = [4, 99, 0, 8, 0, 0, 0, 2];
  const corpus: Corpus = {
    name: "mixed",
    bytes: Uint8Array.from([...barrier, ...unknown]),
    frames: [
      { start: 0, end: 8 },
      { start: 8, end: 16 },
    ],
  };
  const group = corpusGroup(corpus);
  expect(group.title).toBe("mixed: 1 messages (1 of other types left out), encoded again to the same bytes");
  for (const each of group.cases) {
    each.run();
    expect(each.messages).toBe(1);
  }
});
