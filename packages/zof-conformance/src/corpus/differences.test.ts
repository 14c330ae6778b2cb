import { describe, expect, it } from "vitest";
import { differences } from "./differences.js";
import { translate } from "./translate.js";

const CORPUS = {
  type: "FLOW_MOD",
  msg: {
    flags: ["A"],
    match: [
      { field: "VLAN_VID", value: 5095n },
      { field: "ETH_TYPE", value: 1n },
    ],
    actions: [{ action: "0x0003", data: "00" }],
    _text: "x",
  },
};
const OURS = {
  type: "FLOW_MOD",
  msg: {
    flags: ["A", "B"],
    match: [
      { field: "VLAN_VID", value: 999n },
      { field: "ETH_TYPE", value: 1n },
    ],
    actions: [{ action: "POP_VLAN" }],
  },
};

describe("differences", () => {
  it("are as small as makes sense", () => {
    const found = differences(CORPUS, OURS).map(({ path, corpus, ours }) => [path, corpus, ours]);
    expect(found).toEqual([
      ["msg.flags", ["A"], ["A", "B"]],
      ["msg.match[0].value", 5095n, 999n],
      ["msg.actions[0]", { action: "0x0003", data: "00" }, { action: "POP_VLAN" }],
      ["msg._text", "x", undefined],
    ]);
  });

  it("know the object that they lie in", () => {
    expect(differences(CORPUS, OURS)[1]?.parent).toEqual({ field: "VLAN_VID", value: 5095n });
  });

  it("show a list that is shorter", () => {
    expect(differences({ list: [{ a: 1n }] }, { list: [] })).toMatchObject([{ path: "list", ours: [] }]);
  });
});

describe("translate", () => {
  it("takes over what is known, and nothing else", () => {
    const translated = translate(CORPUS, OURS, ({ path }) => path !== "msg.flags");
    expect(translated).toEqual({ ...OURS, msg: { ...OURS.msg, flags: ["A"] } });
  });
});
