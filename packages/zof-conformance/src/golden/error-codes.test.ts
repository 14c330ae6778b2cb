import { describe, expect, it } from "vitest";
import { decode, encode, type MessageInput, validate } from "zof-types";
import { hexOf } from "../json/canonical.js";
import { installed } from "../lab/lab-available.js";
import { printMessages } from "../ofp-print/print-messages.js";
import { errorBytes, errorCodeCases } from "./error-codes.js";

const cases = errorCodeCases();

/** Names of Open vSwitch that are others than ours for some versions, or for all. */
const OTHER_NAMES: Record<string, readonly string[]> = {
  OFPBRC_BAD_MULTIPART: ["OFPBRC_BAD_STAT"],
  OFPBRC_BAD_EXPERIMENTER: ["OFPBRC_BAD_VENDOR"],
  OFPBRC_BAD_EXP_TYPE: ["OFPBRC_BAD_SUBTYPE"],
  OFPBAC_BAD_EXPERIMENTER: ["OFPBAC_BAD_VENDOR"],
  OFPBAC_BAD_EXP_TYPE: ["OFPBAC_BAD_VENDOR_TYPE"],
  OFPBRC_IS_SLAVE: ["OFPBRC_IS_SECONDARY"],
  OFPFMFC_BAD_TIMEOUT: ["OFPFMFC_BAD_EMERG_TIMEOUT"],
  OFPTFFC_BAD_CAP: ["OFPTFFC_BAD_CAPA"],
  OFPTFFC_BAD_TYPE: ["OFPBPC_BAD_TYPE"],
  OFPTFFC_BAD_LEN: ["OFPBPC_BAD_LEN"],
  OFPTFFC_BAD_ARGUMENT: ["OFPBPC_BAD_VALUE"],
  // OpenFlow 1.0 and 1.1 have a code for several that Open vSwitch tells apart.
  OFPBRC_EPERM: ["OFPBRC_IS_SECONDARY"],
  OFPBIC_BAD_EXPERIMENTER: ["OFPBIC_BAD_EXP_TYPE"],
};

/** Codes that Open vSwitch does not know, as it never sends them. */
const UNKNOWN_TO_OPEN_VSWITCH = new Set(["1.3 OFPFMFC_CANT_SYNC"]);

describe("codes of errors", () => {
  it("decode to their names and encode to their numbers", () => {
    for (const each of cases) {
      const bytes = errorBytes(each);
      const message = decode(bytes);
      const found = { ...each, ...(message.msg as object), data: undefined };
      expect(found).toEqual({ ...each, type: each.typeName, code: each.codeName, data: undefined });
      expect(validate(message)).toEqual([]);
      expect(hexOf(encode(message as MessageInput))).toBe(hexOf(bytes));
    }
  });

  it.skipIf(!installed("ovs-ofctl"))("are those of Open vSwitch", async () => {
    const texts = await printMessages(cases.map(errorBytes));
    for (const [index, { version, codeName }] of cases.entries()) {
      if (UNKNOWN_TO_OPEN_VSWITCH.has(`1.${version - 1} ${codeName}`)) continue;
      const [, printed] = /OFPT_ERROR .*?: (\w+)/.exec(texts[index] ?? "") ?? [];
      const names = [codeName, ...(OTHER_NAMES[codeName] ?? [])];
      expect(names, `wire version ${version}: ${texts[index]}`).toContain(printed);
    }
  });
});
