import { describe, expect, it } from "vitest";
import { decode, type EncodeOptions, encode, type FieldInput, type FlowMod } from "zof-types";
import { matchKey } from "./match-key.js";

/** The key of a match as a switch of this version gets it. */
function keyOf(match: FieldInput[], version = 4, options: EncodeOptions = {}): string {
  const bytes = encode({ type: "FLOW_MOD", version, msg: { command: "ADD", match } }, options);
  return matchKey((decode(bytes).msg as FlowMod).match);
}

describe("the key of a match", () => {
  it.each<[string, FieldInput[], FieldInput[]]>([
    [
      "another order, and prerequisites added",
      [
        { field: "IP_PROTO", value: 6 },
        { field: "ETH_TYPE", value: 0x0800 },
        { field: "TCP_DST", value: 80 },
      ],
      [
        { field: "TCP_DST", value: 80 },
        { field: "ETH_TYPE", value: 0x0800 },
      ],
    ],
    [
      "the type of an address left out",
      [{ field: "IPV4_DST", value: "10.0.0.1" }],
      [
        { field: "IPV4_DST", value: "10.0.0.1" },
        { field: "ETH_TYPE", value: 0x0800 },
      ],
    ],
    [
      "a mask of all ones",
      [{ field: "ETH_DST", value: "0a:00:00:00:00:01", mask: "ff:ff:ff:ff:ff:ff" }],
      [{ field: "ETH_DST", value: "0A:00:00:00:00:01" }],
    ],
    ["numbers as text", [{ field: "IN_PORT", value: "0x1" }], [{ field: "IN_PORT", value: 1 }]],
  ])("is the same with %s", (_, one, other) => {
    expect(keyOf(one)).toBe(keyOf(other));
  });

  it.each<[string, FieldInput[], FieldInput[]]>([
    [
      "bits that the mask does not select",
      [{ field: "IPV4_DST", value: "10.1.2.3", mask: "255.0.0.0" }],
      [{ field: "IPV4_DST", value: "10.0.0.0/8" }],
    ],
    ["a mask of zeros", [{ field: "METADATA", value: 5, mask: 0 }], []],
    [
      "such bits in a field of an experimenter",
      [{ field: "NX_REG0", value: 0xff, mask: 0x0f }],
      [{ field: "NX_REG0", value: 0x0f, mask: 0x0f }],
    ],
  ])("is the same when a switch sends %s", (_, one, other) => {
    const options = { uncheckedMatch: true };
    expect(keyOf(one, 4, options)).toBe(keyOf(other, 4, options));
  });

  it("differs with the value, the mask and the field", () => {
    const keys = [
      keyOf([{ field: "IPV4_DST", value: "10.0.0.0/8" }]),
      keyOf([{ field: "IPV4_DST", value: "10.0.0.0/9" }]),
      keyOf([{ field: "IPV4_DST", value: "11.0.0.0/8" }]),
      keyOf([{ field: "IPV4_SRC", value: "10.0.0.0/8" }]),
      keyOf([{ field: "IPV4_DST", value: "10.0.0.0" }]),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is the same for a match that came by OpenFlow 1.0", () => {
    const match: FieldInput[] = [
      { field: "VLAN_VID", value: 10 },
      { field: "IPV4_SRC", value: "10.1.0.0", mask: "255.255.0.0" },
    ];
    expect(keyOf(match, 1)).toBe(keyOf(match, 4));
  });
});
