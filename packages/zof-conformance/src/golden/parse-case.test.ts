import { describe, expect, it } from "vitest";
import { canonical } from "../json/canonical.js";
import { formatCase } from "./format-case.js";
import { parseCase } from "./parse-case.js";

const TEXT = `# ECHO_REQUEST with data
# origin: made by hand

04 02 00 0a 00 00 00 01   # version 1.3, type ECHO_REQUEST
68 69                     # data

{ "type": "ECHO_REQUEST",
  "msg": { "data": "6869" } }
`;

describe("parseCase", () => {
  it("reads title, origin, bytes and value", () => {
    expect(parseCase("1.3/echo", TEXT)).toEqual({
      name: "1.3/echo",
      title: "ECHO_REQUEST with data",
      origin: "made by hand",
      bytes: Uint8Array.of(4, 2, 0, 10, 0, 0, 0, 1, 0x68, 0x69),
      message: { type: "ECHO_REQUEST", msg: { data: "6869" } },
    });
  });

  it("reads what does not hold for a case, with the reason", () => {
    const text = TEXT.replace(
      "\n\n",
      "\n# ofp-print: no, it is too short\n# encodes: no, padding is lost\n\n",
    );
    expect(parseCase("x", text)).toMatchObject({
      notPrintable: "it is too short",
      notReencoded: "padding is lost",
    });
  });

  it.each([
    ["no title", TEXT.replace(/^# ECHO.*\n/, "#\n"), "no title"],
    ["no origin", TEXT.replace(/# origin.*\n/, ""), "no remark says its origin"],
    ["an unknown remark", TEXT.replace("origin", "author"), '"author: made by hand" is none of the remarks'],
    ["a remark without reason", TEXT.replace("# origin", "# encodes: no\n# origin"), '"no" and the reason'],
    ["no value", TEXT.replace(/^\{.*/ms, ""), "no line begins with {"],
    ["no bytes", TEXT.replace(/^[0-9a-f].*\n/gm, ""), "no bytes"],
    ["half a byte", TEXT.replace("68 69", "68 6"), 'line 5: "6" is no byte'],
  ])("refuses %s", (_, text, reason) => {
    expect(() => parseCase("x", text)).toThrow(reason);
    expect(() => parseCase("x", text)).toThrow("case x: ");
  });
});

describe("formatCase", () => {
  it("gives a case that can be read", () => {
    const bytes = Uint8Array.of(4, 2, 0, 10, 0, 0, 0, 1, 0x68, 0x69);
    const read = parseCase("1.3/echo", formatCase("ECHO_REQUEST with data", "made by hand", bytes));
    expect(read).toMatchObject({ title: "ECHO_REQUEST with data", origin: "made by hand", bytes });
    expect(canonical(read.message)).toEqual({
      type: "ECHO_REQUEST",
      version: 4n,
      xid: 1n,
      msg: { data: "6869" },
    });
  });
});
