// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates write arguments as ${name}
import fc from "fast-check";
import { it } from "vitest";
import { TemplateError } from "../template-error.js";
import { parseText } from "./parse-text.js";

function neverCrashes(text: string): void {
  try {
    parseText(text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
  }
}

it("fails with nothing but TemplateError for random text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), neverCrashes), { numRuns: 500 });
});

it("fails with nothing but TemplateError for what looks like YAML", () => {
  const token = fc.constantFrom(
    ...[
      "type: ",
      "FLOW_MOD",
      "msg:",
      "\n",
      "  ",
      "\t",
      "- ",
      "{",
      "}",
      "[",
      "]",
      ", ",
      ": ",
      "'",
      '"',
      "|",
      ">",
      "&a ",
      "*a",
    ],
    ...[
      "$x",
      "${y}",
      "$",
      "$$",
      "# ",
      "!t ",
      "---\n",
      "0x1F",
      "null",
      "? ",
      "%",
      "@",
      "\ue000",
      "<<: ",
      "\\",
      "\r\n",
      "value",
    ],
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (tokens) => neverCrashes(tokens.join(""))),
    { numRuns: 2000 },
  );
});
