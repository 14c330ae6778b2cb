import { describe, expect, it } from "vitest";
import { Hole } from "zof-codec";
import { validate } from "./validate.js";

const text = (message: unknown) =>
  validate(message).map(({ path, message: reason }) => `${path.join(".")}: ${reason}`);
const flowMod = (msg: object) => ({ type: "FLOW_MOD", msg: { command: "ADD", ...msg } });

describe("validate", () => {
  it("accepts what the encoder accepts", () => {
    expect(
      text({
        type: "flow_mod",
        version: 4,
        xid: 1n,
        datapath_id: "0x1",
        msg: {
          command: "ADD",
          cookie: 2n ** 64n - 1n,
          flags: ["SEND_FLOW_REM", "0x0100"],
          out_port: "0xfffffffd",
          match: [
            { field: "ETH_TYPE", value: "0x0800" },
            { field: "IPV4_DST", value: "10.0.0.0/8" },
            { field: "0x0001D308", value: "00000000", mask: "00000020" },
          ],
          instructions: [
            {
              instruction: "APPLY_ACTIONS",
              actions: [{ action: "SET_FIELD", field: "VLAN_VID", value: 5 }, { action: "POP_VLAN" }],
            },
            { instruction: "WRITE_METADATA", metadata: "0xff" },
          ],
        },
      }),
    ).toEqual([]);
    expect(text({ type: "PACKET_OUT", msg: { data: Uint8Array.of(1) } })).toEqual([]);
    expect(text({ type: "DESC_REQUEST" })).toEqual([]);
  });

  it("lets holes stand for anything", () => {
    const hole = new Hole("x");
    expect(text({ type: "FLOW_MOD", msg: hole })).toEqual([]);
    expect(
      text(
        flowMod({
          command: hole,
          match: [hole, { field: hole, value: 1 }, { field: "ETH_DST", value: hole, mask: hole }],
          instructions: [{ instruction: hole }, { instruction: "APPLY_ACTIONS", actions: hole }],
          flags: ["SEND_FLOW_REM", hole],
        }),
      ),
    ).toEqual([]);
  });

  it.each([
    [5, ": a message is an object with `type` and `msg`"],
    [{}, "type: type is required"],
    [{ type: "FLOWMOD" }, 'type: "FLOWMOD" is not a message type, did you mean FLOW_MOD?'],
    [{ type: "HELLO", mgs: {} }, 'mgs: unknown property "mgs", did you mean msg?'],
    [{ type: "HELLO", xid: -1 }, "xid: -1 is not an integer from 0 to 4294967295"],
    [{ type: "HELLO", datapath_id: "x" }, 'datapath_id: "x" is not a datapath id'],
    [
      { type: "REQUEST.DESC", flags: ["MOER"] },
      'flags.0: "MOER" is not one of MultipartFlags: did you mean MORE?',
    ],
    [{ type: "FLOW_MOD" }, "msg: command is required"],
    [{ type: "FLOW_MOD", msg: [] }, "msg: a list is not an object"],
    [{ type: "PACKET_OUT", msg: { pkt: { eth_dts: "00:00:00:00:00:01" } } }, "msg.pkt.eth_dts: "],
    [flowMod({ priorty: 1 }), 'msg.priorty: unknown property "priorty", did you mean priority?'],
    [flowMod({ priority: 65536 }), "msg.priority: 65536 is not an integer from 0 to 65535"],
    [flowMod({ priority: null }), "msg.priority: null is not an integer"],
    [flowMod({ command: "DELET" }), 'msg.command: "DELET" is not a FlowModCommand: did you mean DELETE?'],
    [flowMod({ flags: ["SEND_FLOW_REMOVED"] }), "msg.flags.0: "],
    [flowMod({ match: { eth_dst: 1 } }), "msg.match: an object is not a list"],
    [
      flowMod({ match: [{ field: "ETH_DTS", value: 1 }] }),
      'msg.match.0.field: "ETH_DTS" is not a match field, did you mean ETH_DST?',
    ],
    [
      flowMod({ match: [{ field: "ETH_DST", value: "1:2" }] }),
      'msg.match.0.value: "1:2" is not a MAC address',
    ],
    [flowMod({ match: [{ field: "ETH_DST" }] }), "msg.match.0.value: a value is required"],
    [
      flowMod({ match: [{ field: "ETH_TYPE", value: 1, mask: 1 }] }),
      "msg.match.0.mask: ETH_TYPE takes no mask",
    ],
    [flowMod({ match: [{ field: "ETH_TYPE", valu: 1 }] }), "msg.match.0.valu: unknown property"],
    [
      flowMod({ instructions: [{ instruction: "APPLY" }] }),
      'msg.instructions.0.instruction: "APPLY" is not an instruction',
    ],
    [flowMod({ instructions: [{}] }), "msg.instructions.0: instruction is required"],
    [
      flowMod({ instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPT" }] }] }),
      'msg.instructions.0.actions.0.action: "OUTPT" is not an action, did you mean OUTPUT?',
    ],
    [
      flowMod({ instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT" }] }] }),
      "msg.instructions.0.actions.0: port_no is required",
    ],
    [
      flowMod({
        instructions: [
          { instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 1, port: 2 }] },
        ],
      }),
      'msg.instructions.0.actions.0.port: unknown property "port", did you mean port_no?',
    ],
  ])("refuses %j", (message, start) => {
    const errors = text(message);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.startsWith(start), errors[0]).toBe(true);
  });

  it("reports every place once, with the names allowed", () => {
    const errors = validate(flowMod({ command: "AD", priority: "x", tabel_id: 1 }));
    expect(errors.map(({ code, path }) => `${code} ${path.join(".")}`).sort()).toEqual([
      "bad_value msg.command",
      "bad_value msg.priority",
      "unknown_field msg.tabel_id",
    ]);
    expect(errors.find(({ path }) => path.at(-1) === "command")?.allowed).toContain("ADD");
    expect(errors.find(({ path }) => path.at(-1) === "tabel_id")?.allowed).toContain("table_id");
  });
});
