import { describe, expect, test } from "vitest";
import type { FieldInput, InstructionInput } from "zof-types";
import { testDatapath } from "../testing/datapath.test.fixture.js";

const isIp: FieldInput = { field: "ETH_TYPE", value: 0x0800 };
const isTagged: FieldInput = { field: "VLAN_VID", value: 0x1000, mask: 0x1000 };
const apply = (...actions: object[]) =>
  [{ instruction: "APPLY_ACTIONS", actions }] as unknown as InstructionInput[];
const write = (...actions: object[]) =>
  [{ instruction: "WRITE_ACTIONS", actions }] as unknown as InstructionInput[];
const setVlan = { action: "SET_FIELD", field: "VLAN_VID", value: 5 };
const push = { action: "PUSH_VLAN", ethertype: 0x8100 };

function refusal(instructions: InstructionInput[], match: FieldInput[] = [], version = 4): string {
  try {
    testDatapath().add({ table_id: version === 1 ? 0 : 1, match, instructions }, version);
    return "accepted";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("instructions that are refused (OpenFlow 1.3.5, section 6.4)", () => {
  test.each<[string, InstructionInput[]]>([
    ["OFPBIC_BAD_TABLE_ID", [{ instruction: "GOTO_TABLE", table_id: 1 }]],
    ["OFPBIC_BAD_TABLE_ID", [{ instruction: "GOTO_TABLE", table_id: 0 }]],
    ["OFPBIC_BAD_TABLE_ID", [{ instruction: "GOTO_TABLE", table_id: 4 }]],
    ["OFPMMFC_UNKNOWN_METER", [{ instruction: "METER", meter_id: 1 }]],
    ["OFPBIC_UNSUP_INST", [{ instruction: "CLEAR_ACTIONS" }, { instruction: "CLEAR_ACTIONS" }]],
    ["OFPBIC_BAD_EXPERIMENTER", [{ instruction: "EXPERIMENTER", experimenter: 1, data: "" }]],
    ["accepted", [{ instruction: "GOTO_TABLE", table_id: 3 }]],
  ])("%s: %j", (code, instructions) => {
    expect(refusal(instructions)).toBe(code);
  });
});

describe("actions that are refused (OpenFlow 1.3.5, section 6.4)", () => {
  test.each<[string, object]>([
    ["OFPBAC_BAD_OUT_PORT", { action: "OUTPUT", port_no: 5 }],
    ["OFPBAC_BAD_OUT_PORT", { action: "OUTPUT", port_no: 0 }],
    ["OFPBAC_BAD_OUT_PORT", { action: "OUTPUT", port_no: "TABLE" }],
    ["OFPBAC_BAD_OUT_PORT", { action: "OUTPUT", port_no: "ANY" }],
    ["OFPBAC_BAD_OUT_GROUP", { action: "GROUP", group_id: 1 }],
    ["OFPBAC_BAD_EXPERIMENTER", { action: "EXPERIMENTER", experimenter: 1, data: "" }],
    ["OFPBAC_BAD_ARGUMENT", { action: "PUSH_MPLS", ethertype: 0x0800 }],
    ["OFPBAC_BAD_ARGUMENT", { action: "PUSH_PBB", ethertype: 0x8847 }],
    ["OFPBAC_MATCH_INCONSISTENT", { action: "POP_MPLS", ethertype: 0x0800 }],
    ["OFPBAC_BAD_OUT_GROUP", { action: "GROUP", group_id: 1 }],
    ["OFPBAC_BAD_TYPE", { action: "NX_EXIT" }],
    ["OFPBAC_BAD_ARGUMENT", { action: "PUSH_VLAN", ethertype: 0x0800 }],
    ["OFPBAC_BAD_SET_TYPE", { action: "SET_FIELD", field: "ETH_TYPE", value: 5 }],
    ["OFPBAC_BAD_SET_TYPE", { action: "SET_FIELD", field: "METADATA", value: 5 }],
    ["OFPBAC_MATCH_INCONSISTENT", { action: "SET_FIELD", field: "IPV4_SRC", value: "10.0.0.1" }],
    ["OFPBAC_MATCH_INCONSISTENT", setVlan],
    ["OFPBAC_MATCH_INCONSISTENT", { action: "POP_VLAN" }],
    ["OFPBAC_MATCH_INCONSISTENT", { action: "DEC_NW_TTL" }],
    ["OFPBAC_MATCH_INCONSISTENT", { action: "SET_NW_TTL", ttl: 5 }],
    ["accepted", { action: "OUTPUT", port_no: 4 }],
    ["accepted", { action: "SET_FIELD", field: "ETH_SRC", value: "00:00:00:00:00:01" }],
  ])("%s: %j", (code, action) => {
    expect(refusal(apply(action))).toBe(code);
  });

  test("in an action set only SET_FIELD asks for the header that it writes", () => {
    expect(refusal(write({ action: "OUTPUT", port_no: 5 }))).toBe("OFPBAC_BAD_OUT_PORT");
    expect(refusal(write({ action: "DEC_NW_TTL" }, { action: "POP_VLAN" }))).toBe("accepted");
    expect(refusal(write(setVlan))).toBe("OFPBAC_MATCH_INCONSISTENT");
  });

  test("values that a field cannot have", () => {
    const pcp = { action: "SET_FIELD", field: "VLAN_PCP", value: 8 };
    const noTag = { action: "SET_FIELD", field: "VLAN_VID", value: 0 };
    expect(refusal(apply(pcp), [isTagged])).toBe("OFPBAC_BAD_SET_ARGUMENT");
    expect(refusal(apply(noTag), [isTagged])).toBe("OFPBAC_BAD_SET_ARGUMENT");
  });

  test("a header is there when the match says so or a tag was pushed", () => {
    expect(refusal(apply({ action: "DEC_NW_TTL" }), [isIp])).toBe("accepted");
    expect(refusal(apply(setVlan, { action: "POP_VLAN" }), [isTagged])).toBe("accepted");
    expect(refusal(apply({ action: "POP_VLAN" }, setVlan), [isTagged])).toBe("OFPBAC_MATCH_INCONSISTENT");
    expect(refusal(apply({ action: "POP_VLAN" }, push, setVlan), [isTagged])).toBe("accepted");
    expect(refusal([...apply({ action: "POP_VLAN" }), ...write(setVlan)], [isTagged])).toBe(
      "OFPBAC_MATCH_INCONSISTENT",
    );
    expect(refusal(apply(push, setVlan, { action: "SET_FIELD", field: "VLAN_PCP", value: 3 }))).toBe(
      "accepted",
    );
    expect(refusal(apply(setVlan, push))).toBe("OFPBAC_MATCH_INCONSISTENT");
    expect(refusal(write(push, setVlan))).toBe("accepted");
    expect(refusal([...apply(push), ...write(setVlan)])).toBe("accepted");
  });

  test("OpenFlow 1.0 does not ask whether the header is there", () => {
    expect(refusal(apply(setVlan, { action: "POP_VLAN" }), [], 1)).toBe("accepted");
  });
});
