import { describe, expect, it } from "vitest";
import { goldenCases } from "../golden/golden-cases.js";
import { installed } from "../lab/lab-available.js";
import { malformed } from "./dissect.js";

/** Wireshark has no dissector for OpenFlow 1.1 and 1.2, and that for 1.5 is wrong about matches. */
const VERSIONS = ["1.0", "1.3", "1.4"];

/** Cases in which Wireshark finds a fault, each with the reason why it is none. */
const NO_FAULTS: Readonly<Record<string, string>> = {};

describe.skipIf(!installed("tshark"))("Wireshark", () => {
  it.each(VERSIONS)("finds no golden case of OpenFlow %s malformed", async (version) => {
    const cases = goldenCases().filter(({ name }) => name.startsWith(`${version}/`));
    expect(cases.length).toBeGreaterThan(50);
    const found = await malformed(cases.map(({ bytes }) => bytes));
    const faulty = cases.filter((_, index) => found[index]).map(({ name }) => name);
    expect(faulty).toEqual(Object.keys(NO_FAULTS).filter((name) => name.startsWith(`${version}/`)));
  });
});
