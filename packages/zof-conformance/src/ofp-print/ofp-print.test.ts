import { describe, expect, it } from "vitest";
import { decode, encode, type Message } from "zof-types";
import { Random } from "../fuzz/random.js";
import { goldenCases } from "../golden/golden-cases.js";
import { installed } from "../lab/lab-available.js";
import { compare } from "./compare-printed.js";
import { printMessages } from "./print-messages.js";
import { randomFlowMod } from "./random-flow-mod.js";

const cases = goldenCases();
const available = installed("ovs-ofctl");
const texts = available ? await printMessages(cases.map(({ bytes }) => bytes)) : [];

function expectAgreement(message: Message, text: string): void {
  const { printed, expected } = compare(message, text);
  expect(printed).toEqual(expected);
}

describe.skipIf(!available)("ovs-ofctl ofp-print", () => {
  it.each(cases.map((each, index) => [each.name, each, texts[index] ?? ""] as const))(
    "has its say about %s",
    (_, { bytes, printed, notPrintable }, text) => {
      if (printed !== undefined) {
        expect(text.trimEnd().slice(-printed.length)).toBe(printed);
        return;
      }
      const message = decode(bytes);
      if (notPrintable === undefined) expectAgreement(message, text);
      else expect(() => expectAgreement(message, text), `it agrees, against: ${notPrintable}`).toThrow();
    },
  );

  it.each([1, 2, 3, 4, 5, 6])(
    "agrees on 1000 random FLOW_MODs that we encode (wire version %i)",
    async (version) => {
      const random = new Random(version);
      const inputs = Array.from({ length: 1000 }, () => randomFlowMod(random, version));
      const encoded = inputs.map((input) => encode(input));
      const printed = await printMessages(encoded);
      for (const [index, bytes] of encoded.entries()) expectAgreement(decode(bytes), printed[index] ?? "");
    },
  );

  it("disagrees when a field, an action or an attribute differs", async () => {
    const [text = ""] = await printMessages([encode(FLOW)]);
    const decoded = decode(encode(FLOW)) as { msg: Record<string, unknown> } & Message;
    expectAgreement(decoded, text);
    for (const [name, value] of Object.entries(OTHER_VALUES)) {
      const other = { ...decoded, msg: { ...decoded.msg, [name]: value } } as Message;
      expect(() => expectAgreement(other, text), name).toThrow();
    }
  });
});

const FLOW = {
  type: "FLOW_MOD",
  version: 4,
  msg: {
    command: "ADD",
    table_id: 1,
    priority: 7,
    match: [{ field: "IN_PORT", value: 1 }],
    instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 2 }] }],
  },
} as const;

const OTHER_VALUES = {
  command: "MODIFY",
  table_id: 2,
  priority: 8,
  cookie: 1n,
  idle_timeout: 1,
  flags: ["SEND_FLOW_REM"],
  match: [{ field: "IN_PORT", value: 2 }],
  instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 3 }] }],
};
