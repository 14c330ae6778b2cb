import { describe, expect, it } from "vitest";
import { decode } from "zof-types";
import { goldenCases } from "../golden/golden-cases.js";
import { installed } from "../lab/lab-available.js";
import { type DissectedField, dissect } from "./dissect.js";
import { dissectedOutline, messageOutline } from "./outline.js";

// Wireshark's dissector of OpenFlow 1.0 leaves most of a message undissected.
const cases = goldenCases().filter(({ name }) => name.startsWith("1.3/"));
const available = installed("tshark");
const dissected = available ? await dissect(cases.map(({ bytes }) => bytes)) : [];

describe.skipIf(!available)("Wireshark", () => {
  it.each(cases.map((each, index) => [each.name, each, dissected[index] ?? []] as const))(
    "has its say about %s",
    (_, { bytes, notDissected }, fields: DissectedField[]) => {
      const ours = messageOutline(decode(bytes));
      if (notDissected === undefined) expect(dissectedOutline(fields)).toEqual(ours);
      else expect(dissectedOutline(fields), `it agrees, against: ${notDissected}`).not.toEqual(ours);
    },
  );
});
