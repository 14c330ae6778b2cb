import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { encode, type FieldInput } from "./index.js";

const TEXT = readFileSync(new URL("../../../docs/matches.md", import.meta.url), "utf8");

const REFUSED: readonly (readonly FieldInput[])[] = [
  [
    { field: "TCP_DST", value: 80 },
    { field: "IP_PROTO", value: 17 },
  ],
  [
    { field: "TCP_DST", value: 80 },
    { field: "TCP_DST", value: 81 },
  ],
  [
    { field: "IP_PROTO", value: 6 },
    { field: "NX_IP_PROTO", value: 6 },
  ],
  [{ field: "IPV4_DST", value: "10.0.0.1/8" }],
  [{ field: "IN_PORT", value: 1, mask: 1 }],
  [{ field: "IPV4_DST", value: "10.0.0.0/40" }],
  [{ field: "IP4_DST", value: "10.0.0.1" } as unknown as FieldInput],
];

it.each(REFUSED.map((match) => [match]))("docs/matches.md shows the error of %j", (match) => {
  let text = "";
  try {
    encode({ type: "FLOW_MOD", msg: { command: "ADD", match } });
  } catch (error) {
    text = (error as Error).message;
  }
  expect(TEXT).toContain(text.replace(/^\w+: msg\./, "").replace(/ \(at byte \d+\)$/, ""));
  expect(text).toMatch(/^bad_/);
});
