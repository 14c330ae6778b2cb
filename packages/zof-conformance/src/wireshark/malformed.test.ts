import { describe, expect, it } from "vitest";
import { goldenCases } from "../golden/golden-cases.js";
import { installed } from "../lab/lab-available.js";
import { malformed } from "./dissect.js";

/** Wireshark has no dissector for OpenFlow 1.1 and 1.2, and that for 1.5 is wrong about matches. */
const VERSIONS = ["1.0", "1.3", "1.4"];

/** Cases in which Wireshark finds a fault, and why it is none. */
const NO_FAULTS: readonly { readonly cases: RegExp; readonly reason: string }[] = [
  {
    cases: /^1\.0\/(flow-mod-delete|match-|packet-out-drop)/,
    reason: "its dissector of OpenFlow 1.0 expects an action where a message has none",
  },
  {
    cases: /^1\.3\/error-/,
    reason: "an error may hold the beginning of the message that was refused, not all of it",
  },
  {
    cases: /-(experimenter|optical)$|\/reply-nx-ipfix-|^1\.3\/reply-flow-monitor-/,
    reason:
      "it leaves out padding, or reads lengths at the wrong place, in and behind parts of experimenters",
  },
  {
    cases: /^1\.4\/reply-queue-(desc|stats)$/,
    reason:
      "it has other padding in mind than the specification (OpenFlow 1.4.1 sections 7.3.5.9 and 7.3.5.10) and Open vSwitch",
  },
];

describe.skipIf(!installed("tshark"))("Wireshark", () => {
  it("finds no golden case malformed without a known reason", async () => {
    const cases = goldenCases().filter(({ name }) =>
      VERSIONS.some((version) => name.startsWith(`${version}/`)),
    );
    const found = await malformed(cases.map(({ bytes }) => bytes));
    const faulty = cases.filter((_, index) => found[index]).map(({ name }) => name);
    expect(faulty.filter((name) => !NO_FAULTS.some((known) => known.cases.test(name)))).toEqual([]);
    expect(NO_FAULTS.filter((known) => !faulty.some((name) => known.cases.test(name)))).toEqual([]);
  });
});
