// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates write arguments as ${name}
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./compile.js";
import { TemplateError } from "./template-error.js";
import { failureOf } from "./test-support/failure-of.js";

describe("compile", () => {
  it("says in one message what is wrong, where, and what was probably meant", () => {
    const text = [
      "",
      "  type: FLOW_MOD",
      "  msg:",
      "    command: ADD",
      "    match:",
      "      - {field: ETH_DTS, value: $mac}",
      "",
    ];
    expect(failureOf(() => compile(text.join("\n"))).message).toBe(
      [
        'unknown_field: line 6, column 17, msg.match[0].field: "ETH_DTS" is not a match field, did you mean ETH_DST?',
        "  6 |       - {field: ETH_DTS, value: $mac}",
        "    |                 ^",
      ].join("\n"),
    );
  });

  it("refuses what no version of OpenFlow can say", () => {
    const twice = failureOf(() =>
      compile("FLOW_MOD {command: ADD, match: [{field: ETH_DST, value: $a}, {field: ETH_DST, value: $b}]}"),
    );
    expect(twice).toMatchObject({ code: "bad_value", path: "msg.match[1].field", line: 1 });
    expect(twice.problems[0].reason).toBe("ETH_DST stands twice (OpenFlow 1.5)");
    const conflict = failureOf(() =>
      compile(
        "FLOW_MOD {command: ADD, match: [{field: ETH_TYPE, value: 0x86dd}, {field: IPV4_SRC, value: $ip}]}",
      ),
    );
    expect(conflict.problems[0].reason).toMatch(/IPV4_SRC needs ETH_TYPE 0x0?800/);
    compile("REQUEST.PORT_DESC"); // one of them is enough
  });

  it("refuses what is neither text nor an object", () => {
    expect(failureOf(() => compile(undefined as never)).message).toBe(
      "syntax: a template is text or an object with type and msg",
    );
  });

  it("fails with nothing but TemplateError, whatever the text", () => {
    const token = fc.constantFrom(
      ...[
        "FLOW_MOD",
        "type: ",
        "msg:",
        "\n",
        "\n  ",
        "\n    - ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ": ",
        "command: ADD",
        "match:",
      ],
      ...[
        "field: ETH_DST",
        "value: ",
        "$x",
        "${y}",
        "$$",
        "'",
        '"',
        "instructions: ",
        "instruction: APPLY_ACTIONS",
        "actions: ",
      ],
      ...[
        "action: OUTPUT",
        "port_no: 1",
        "&a ",
        "*a",
        "0x1F",
        "18446744073709551616",
        "~",
        "flags: [MORE]",
        "xid: 1",
        "# ",
      ],
    );
    const random = fc.oneof(
      { weight: 3, arbitrary: fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join("")) },
      fc.string({ unit: "binary", maxLength: 100 }),
    );
    fc.assert(fc.property(random, compiles), { numRuns: 2000 });
  });

  it("fails with nothing but TemplateError, whatever the object", () => {
    const key = fc.constantFrom(
      "type",
      "msg",
      "match",
      "field",
      "value",
      "mask",
      "actions",
      "action",
      "flags",
      "x",
    );
    const leaf = fc.oneof(
      fc.constantFrom(
        "FLOW_MOD",
        "ETH_DST",
        "OUTPUT",
        "",
        0,
        -1,
        1.5,
        Number.NaN,
        1n << 70n,
        true,
        null,
        undefined,
      ),
      fc.uint8Array({ maxLength: 3 }),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(key, tie("value"), { maxKeys: 4 }),
      ),
    }));
    const template = fc.record({
      type: fc.constantFrom("FLOW_MOD", "PACKET_OUT", "REPLY.FLOW_DESC", "HELLO"),
      msg: value,
    });
    fc.assert(fc.property(fc.oneof(template, value), compiles), { numRuns: 2000 });
  });
});

function compiles(template: unknown): void {
  try {
    compile(template as string);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
  }
}
