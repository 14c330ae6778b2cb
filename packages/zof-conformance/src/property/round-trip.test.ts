import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode, formatJson, type MessageInput, validate } from "zof-types";
import { hexOf } from "../json/canonical.js";
import { parseWideJson } from "../json/parse-wide-json.js";
import { messageArbitrary, messageVersions } from "./random-message.js";

/** Messages of each type and version. `ZOF_PROPERTY_RUNS` for more, `ZOF_FUZZ_SEED` for others. */
const RUNS = Number(process.env.ZOF_PROPERTY_RUNS ?? 40);
const SEED = Number(process.env.ZOF_FUZZ_SEED ?? 20260101);

describe("any valid message", () => {
  it.each(messageVersions().map((each) => [each.type, each.version, each.schema] as const))(
    "%s of wire version %i comes through encoding and decoding",
    (type, version, schema) => {
      const check = (message: object) => {
        const bytes = encode(message as MessageInput);
        const decoded = decode(bytes);
        expect(decoded).toMatchObject({ type, version });
        expect(validate(decoded)).toEqual([]);
        expect(hexOf(encode(decoded as MessageInput))).toBe(hexOf(bytes));
        // Without the bytes that a decoded value remembers, which a copy does not have.
        const copy = parseWideJson(formatJson(decoded));
        expect(hexOf(encode(copy as MessageInput))).toBe(hexOf(bytes));
        expect(plain(decoded.msg, (message as { msg: object }).msg)).toEqual(
          plain((message as { msg: object }).msg),
        );
      };
      fc.assert(fc.property(messageArbitrary(schema, version), check), { numRuns: RUNS, seed: SEED });
    },
  );
});

/** Numbers and texts of an object, those that another one has too. */
function plain(object: object, like: object = object): Record<string, unknown> {
  const entries = Object.entries(object).filter(([name]) => name in like);
  return Object.fromEntries(entries.filter(([, value]) => /^(number|bigint)$/.test(typeof value)));
}
