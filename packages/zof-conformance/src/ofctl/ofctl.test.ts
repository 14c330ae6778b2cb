import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../lab/lab.js";
import { labUnavailable } from "../lab/lab-available.js";
import type { RecordedMessage } from "../lab/recorder.js";
import { faultsOf } from "./faults.js";
import { KNOWN_FAULTS } from "./known-faults.js";
import { prepareBridge, recordSession } from "./record-session.js";

const VERSIONS = [1, 2, 3, 4, 5, 6] as const;
const TIMEOUT_MS = 120_000;

describe.skipIf(labUnavailable() !== undefined)("what ovs-ofctl and a switch say to each other", () => {
  let lab: Lab;
  const occurred = new Set<RegExp>();

  beforeAll(async () => {
    lab = await startLab({ protocols: VERSIONS.map((version) => `OpenFlow1${version - 1}`) });
    await prepareBridge(lab);
  }, TIMEOUT_MS);
  afterAll(() => lab.stop());

  it.each(VERSIONS)(
    "is decoded in full and comes through (wire version %i)",
    async (version) => {
      const messages = withoutRepetition(await recordSession(lab, version));
      expect(messages.length).toBeGreaterThan(300);
      for (const from of ["controller", "switch"]) {
        expect(messages.some((message) => message.from === from)).toBe(true);
      }
      const faults = new Set(messages.flatMap(({ bytes }) => faultsOf(bytes)));
      expect([...faults].filter((fault) => !isKnown(fault))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it("still has each known fault", () => {
    expect(KNOWN_FAULTS.filter(({ fault }) => !occurred.has(fault))).toEqual([]);
  });

  function isKnown(fault: string): boolean {
    const known = KNOWN_FAULTS.filter((each) => each.fault.test(fault));
    for (const each of known) occurred.add(each.fault);
    return known.length > 0;
  }
});

/** Each message once, whatever its transaction. */
function withoutRepetition(messages: readonly RecordedMessage[]): RecordedMessage[] {
  const seen = new Map<string, RecordedMessage>();
  for (const message of messages) {
    const { from, bytes } = message;
    const text = Buffer.from(bytes).toString("latin1");
    seen.set(`${from} ${text.slice(0, 4)}${text.slice(8)}`, message);
  }
  return [...seen.values()];
}

describe("faultsOf", () => {
  const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

  it("finds none in a message that is known in full", () => {
    expect(faultsOf(hex("0402 0009 00000001 aa"))).toEqual([]);
  });

  it.each([
    ["0402 000a 00000001 aa", "does not decode"],
    ["0404 0010 00000001 00002320 0000ffff", "unknown:.type EXPERIMENTER"],
    ["0401 000c 00000001 0001 00ff", "unknown:.code"],
  ])("finds that of %s", (bytes, fault) => {
    expect(faultsOf(hex(bytes)).join()).toContain(fault);
  });

  it("finds that a match loses what JSON has no place for", () => {
    // Fields that a wildcard hides carry nothing.
    const request = hex(`0110 0038 00000004 0001 0000 003820ff fffe${"00".repeat(34)} ff00ffff`);
    expect(faultsOf(request)).toEqual([
      "OpenFlow 1.0 REQUEST.FLOW_DESC: encodes from its JSON to other bytes",
    ]);
  });
});
