import { expect, test } from "vitest";
import { encode } from "zof-types";
import { handWrittenFlowMod } from "./hand-written-flow-mod.js";
import { FLOW_MOD_VALUES, flowModOf } from "./sample-flow-mods.js";

test.each([1, 4])("it writes the bytes that the codec writes, in version %i", (version) => {
  for (const values of FLOW_MOD_VALUES) {
    const expected = Buffer.from(encode({ ...flowModOf(values), version })).toString("hex");
    expect(handWrittenFlowMod(version, values).toString("hex")).toBe(expected);
  }
});
