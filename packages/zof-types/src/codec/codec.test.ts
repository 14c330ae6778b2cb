import { describe, expect, it } from "vitest";
import { Hole } from "zof-codec";
import { Writer } from "zof-codec/wire";
import type { MessageInput } from "../message.js";
import { decode, decodeMessage } from "./decode.js";
import { encode, encodeMessage } from "./encode.js";
import { encodeTemplate } from "./encode-template.js";
import "./nested-message.js";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(/\s+/g, ""), "hex"));
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

const FLOW_MOD: MessageInput = {
  type: "FLOW_MOD",
  xid: 7,
  msg: {
    command: "ADD",
    priority: 100,
    match: [{ field: "ETH_DST", value: "00:00:00:00:00:01" }],
    instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 2 }] }],
  },
};

const PACKET_IN = `
  04 0a 0032 00000009  ffffffff 0008 00 02 00000000000000ff
  0001 000c 80000004 00000003 00000000  0000  0102030405060708`;

describe("decode", () => {
  it("gives plain objects", () => {
    expect(decode(bytes(PACKET_IN))).toEqual({
      type: "PACKET_IN",
      xid: 9,
      version: 4,
      msg: {
        buffer_id: "NO_BUFFER",
        total_len: 8,
        in_port: 3,
        metadata: 0n,
        reason: "TABLE_MISS",
        table_id: 2,
        cookie: 255n,
        match: [{ field: "IN_PORT", value: 3 }],
        data: bytes("0102030405060708"),
      },
    });
  });

  it("decodes a message that lies within a chunk, and counts offsets from its start", () => {
    const chunk = new Uint8Array(100).fill(0xee);
    chunk.set(bytes(PACKET_IN), 10);
    expect(decodeMessage(chunk, 10, 60, false)).toEqual(decode(bytes(PACKET_IN)));
    chunk[10 + 24 + 3] = 0x40; // length of the match
    expect(() => decodeMessage(chunk, 10, 60, false)).toThrow(
      "bad_length: msg: length 64, but 26 bytes left (at byte 24)",
    );
  });

  it("takes a HELLO of any version", () => {
    expect(decode(bytes("0600 0010 00000000 0001 0008 00000072"))).toMatchObject({
      version: 6,
      msg: { versions: [1, 4, 5, 6] },
    });
    expect(decode(bytes("6300 0008 00000000"))).toMatchObject({ type: "HELLO", version: 99, msg: {} });
  });

  it("gives the elements of a HELLO back that it does not know", () => {
    const whole = "040000180000000100070006010200000001000800000012";
    const message = decode(bytes(whole));
    expect(message.msg).toEqual({ versions: [1, 4] });
    expect(hex(encode(message))).toBe(whole);
  });

  it.each([
    ["", "truncated: 8 bytes needed, 0 left (at byte 0)"],
    ["04 00 0008 0000", "truncated: 8 bytes needed, 6 left"],
    ["04 02 0007 00000000", "bad_length: the header says 7 bytes, 8 are given (at byte 2)"],
    ["04 02 0010 00000000", "truncated: the header says 16 bytes, 8 are given"],
    [
      "09 05 0008 00000000",
      "bad_version: version 9 is not supported, only 1 (OpenFlow 1.0), 2 (OpenFlow 1.1), 3",
    ],
    ["04 63 0008 00000000", "bad_type: OpenFlow 1.3 has no message of type 99 (at byte 1)"],
    ["04 12 0010 00000000 0063 0000 00000000", "bad_type: OpenFlow 1.3 has no multipart message of type 99"],
    ["04 05 000a 00000000 0102", "bad_length: 2 bytes left over at the end (at byte 8)"],
    [
      "01 0d 0018 00000000 ffffffff 0001 0008 0063 0008 00000000",
      "bad_type: msg.actions[0]: OpenFlow 1.0 has no action of type 99 (at byte 16)",
    ],
    [
      "01 0d 0018 00000000 ffffffff 0001 0008 0000 0007 00000000",
      "bad_length: msg.actions[0]: action length 7, a multiple of 8",
    ],
    ["01 0d 0018 00000000 ffffffff 0001 0008 0000 0010 00000000", "msg.actions[0]: length 16, 8 expected"],
    ["01 0d 0018 00000000 ffffffff 0001 0009 0000 0008 00000000", "length 9, but 8 bytes left"],
  ])("refuses %s", (text, message) => {
    expect(() => decode(bytes(text))).toThrow(message);
  });

  it("shows a PACKET_IN lazily, the same as the plain form, and lets it be changed", () => {
    const lazy = decode(bytes(PACKET_IN), { lazy: true });
    const plain = decode(bytes(PACKET_IN));
    if (lazy.type !== "PACKET_IN" || plain.type !== "PACKET_IN") throw new Error("not a PACKET_IN");
    const view = lazy.msg as typeof lazy.msg & { toObject(): unknown };
    expect(view.toObject()).toEqual(plain.msg);
    expect(Object.keys(view.toObject() as object)).toEqual(Object.keys(plain.msg));
    expect(view.match).toBe(view.match);
    view.cookie = 1n;
    view.in_port = 5;
    expect(view).toMatchObject({ cookie: 1n, in_port: 5 });
    expect(() => encode(lazy as MessageInput)).toThrow("msg.in_port: 5, but IN_PORT of the match is 3");
    view.match = [];
    expect(decode(encode(lazy as MessageInput)).msg).toMatchObject({ cookie: 1n, in_port: 5, total_len: 8 });
  });

  it("checks the match of a lazy PACKET_IN at once", () => {
    const broken = bytes(PACKET_IN);
    broken[31] = 0x05; // length of the field
    expect(() => decode(broken, { lazy: true })).toThrow("bad_length: msg: IN_PORT of 5 bytes, 4 expected");
  });
});

describe("encode", () => {
  it("writes the same message in the form of each version", () => {
    expect(hex(encode(FLOW_MOD, { version: 1 }))).toBe(
      "010e005000000007 003820f7 0000 000000000000 000000000001 0000 00 00 0000 00 00 0000 00000000 00000000 0000 0000 0000000000000000 0000 0000 0000 0064 ffffffff ffff 0000 0000 0008 0002 ffff".replaceAll(
        " ",
        "",
      ),
    );
    expect(hex(encode(FLOW_MOD))).toBe(
      "040e005800000007 0000000000000000 0000000000000000 00 00 0000 0000 0064 ffffffff ffffffff ffffffff 0000 0000 0001 000e 80000606 000000000001 0000 0004 0018 00000000 0000 0010 00000002 ffff 000000000000".replaceAll(
        " ",
        "",
      ),
    );
  });

  it("takes version and xid from the message before the options", () => {
    expect(hex(encode({ type: "BARRIER_REQUEST", version: 1, xid: 3 }, { version: 4, xid: 9 }))).toBe(
      "0112000800000003",
    );
    expect(hex(encode({ type: "BARRIER_REQUEST" }, { version: 4, xid: 9 }))).toBe("0414000800000009");
  });

  it("takes both spellings of multipart types", () => {
    expect(hex(encode({ type: "DESC_REQUEST" } as unknown as MessageInput))).toBe(
      hex(encode({ type: "REQUEST.DESC" })),
    );
  });

  it.each([
    [{ type: "FLOW_MOOD" }, 'bad_type: type: "FLOW_MOOD" is not a message type, did you mean FLOW_MOD?'],
    [{}, "missing: type"],
    [{ type: "REQUEST.GROUP_DESC", version: 1 }, "bad_type: type: OpenFlow 1.0 has no REQUEST.GROUP_DESC"],
    [{ type: "HELLO", version: 9 }, "bad_version: version: version 9 is not one of 1, 2, 3, 4, 5, 6"],
    [{ type: "HELLO", xid: -1 }, "bad_value: xid: -1 is not an integer from 0 to 4294967295"],
    [{ type: "FLOW_MOD", msg: {} }, "missing: msg.command: a FlowModCommand is required"],
    [{ type: "FLOW_MOD", msg: { command: "AD" } }, "did you mean ADD?"],
    [{ type: "FLOW_MOD", msg: { command: "ADD", match: 5 } }, "bad_value: msg.match: 5 is not a list"],
    [
      { type: "PACKET_OUT", msg: { actions: [{ action: "OUTPUT", port_no: "FLOD" }] } },
      'bad_value: msg.actions[0].port_no: "FLOD" is not a PortNumber: did you mean FLOOD?',
    ],
    [
      {
        type: "FLOW_MOD",
        version: 1,
        msg: { command: "ADD", instructions: [{ instruction: "GOTO_TABLE", table_id: 1 }] },
      },
      'bad_type: msg.instructions[0].instruction: OpenFlow 1.0 has no instruction "GOTO_TABLE", only APPLY_ACTIONS',
    ],
    [
      { type: "PACKET_OUT", version: 1, msg: { actions: [{ action: "GROUP", group_id: 1 }] } },
      "bad_type: msg.actions[0].action: OpenFlow 1.0 has no action GROUP",
    ],
    [
      {
        type: "PACKET_OUT",
        version: 1,
        msg: { actions: [{ action: "SET_FIELD", field: "MPLS_T", value: 1 }] },
      },
      'bad_type: msg.actions[0].field: "MPLS_T" is not a match field, did you mean MPLS_TC?',
    ],
    [
      { type: "ECHO_REQUEST", msg: { data: new Uint8Array(70_000) } },
      "too_large: the message has 70008 bytes",
    ],
    [
      { type: "ERROR", msg: { type: "BAD_REQUEST", code: "OFPBAC_BAD_LEN" } },
      "is the code of another error type",
    ],
  ])("refuses %j", (message, text) => {
    expect(() => encode(message as unknown as MessageInput)).toThrow(text);
  });

  it("writes matches as they are when asked to", () => {
    const port = { field: "TCP_DST", value: 80 } as const;
    const message: MessageInput = { type: "FLOW_MOD", msg: { command: "ADD", match: [port] } };
    const fields = (options: object) => {
      const { msg } = decode(encode(message, options));
      return "match" in msg ? msg.match : undefined;
    };
    expect(fields({ uncheckedMatch: true })).toEqual([port]);
    expect(fields({})).toEqual([{ field: "IP_PROTO", value: 6 }, port]);
  });

  it("appends to a writer, and a dropped message leaves the ones before it", () => {
    const writer = new Writer(16);
    encodeMessage(writer, { type: "BARRIER_REQUEST" }, 4, 1);
    const length = writer.length;
    expect(() => encodeMessage(writer, { type: "FLOW_MOD", msg: {} as never }, 4, 2)).toThrow("missing");
    writer.length = length;
    encodeMessage(writer, { type: "BARRIER_REQUEST" }, 4, 3);
    expect(hex(writer.finish())).toBe("04140008000000010414000800000003");
  });

  it("builds the packet of a PACKET_OUT from header fields", () => {
    const pkt = {
      eth_dst: "00:00:00:00:00:02",
      eth_src: "00:00:00:00:00:01",
      eth_type: 0x88b5,
      payload: "abcd",
    };
    const out = encode({ type: "PACKET_OUT", msg: { pkt } });
    expect(hex(out).slice(48)).toBe("00000000000200000000000188b5abcd");
    expect(() => encode({ type: "PACKET_OUT", msg: { pkt: { ...pkt, eth_dst: "x" } } })).toThrow(
      "bad_value: msg.pkt.eth_dst: ",
    );
    expect(() => encode({ type: "PACKET_OUT", msg: { pkt, data: "" } })).toThrow("data is given too");
  });

  it("keeps ERROR codes without a name", () => {
    const error = bytes("04 01 000c 00000001 0001 00ee");
    expect(decode(error).msg).toMatchObject({ type: "BAD_REQUEST", code: "0x00EE" });
    expect(encode(decode(error) as MessageInput)).toEqual(error);
  });
});

describe("a message inside another", () => {
  const flow = { type: "BARRIER_REQUEST", msg: {} } as const;
  const xids = (message: MessageInput, xid?: number) => {
    const { xid: outer, msg } = decode(encode(message, xid === undefined ? {} : { xid }));
    return [outer, (msg as { message: { xid: number } }).message.xid];
  };

  it.each([4, 5, 6])("has the transaction id of that, in wire version %i", (version) => {
    const bundle = (message: object) =>
      ({ type: "BUNDLE_ADD_MESSAGE", version, msg: { bundle_id: 1, message } }) as MessageInput;
    expect(xids(bundle(flow), 7)).toEqual([7, 7]);
    expect(xids(bundle({ ...flow, xid: 9 }), 7)).toEqual([7, 9]);
    expect(xids({ ...bundle(flow), xid: 8 })).toEqual([8, 8]);
  });

  it("is encoded ahead when it has one of its own", () => {
    const bundle = (message: object) => ({ type: "BUNDLE_ADD_MESSAGE", msg: { bundle_id: 1, message } });
    expect(encodeTemplate(bundle(flow), 4)).toBeUndefined();
    expect(encodeTemplate(bundle({ ...flow, xid: 9 }), 4)).toBeDefined();
  });
});

describe("messages of experimenters", () => {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

  it("are those of later versions where these have them", () => {
    const bundle = bytes("04 04 0018 00000001 4f4e4600 000008fc 00000003 0000 0001");
    const message = decode(bundle);
    expect(message).toMatchObject({ type: "BUNDLE_CONTROL", msg: { bundle_id: 3, type: "OPEN_REQUEST" } });
    expect(encode(message as MessageInput)).toEqual(bundle);
  });

  it.each([
    ["of an unknown type", "04 04 0018 00000001 4f4e4600 000008ff 00000003 0000 0001"],
    ["of another experimenter", "04 04 0018 00000001 4f4e4601 000008fc 00000003 0000 0001"],
    ["of a version that has its own", "05 04 0018 00000001 4f4e4600 000008fc 00000003 0000 0001"],
    ["without a type", "01 04 000c 00000001 4f4e4600"],
  ])("stay as they are: %s", (_, text) => {
    const message = decode(bytes(text));
    expect(message.type).toBe("EXPERIMENTER");
    expect(encode(message as MessageInput)).toEqual(bytes(text));
  });

  it("are at fault where their body is", () => {
    const cut = bytes("04 04 0016 00000001 4f4e4600 000008fc 00000003 0000");
    expect(() => decode(cut)).toThrow("truncated: msg");
  });

  it("stay as they are where others write the body otherwise", () => {
    // A flow monitor whose match is only its fields, one that is cut off, and one with too much behind it.
    const header = (length: string) => `04 12 ${length} 00000001 ffff 0000 00000000 4f4e4600 0000074e`;
    const monitor = "00000007 000f 0008 ffffffff ff 000000";
    for (const text of [
      `${header("0030")} ${monitor} 80000004 00000001`,
      `${header("0024")} 00000007 000f 0008 ffffffff`,
      `${header("0034")} 00000007 000f 0004 ffffffff ff 000000 0001 0004 00000000 00000000`,
    ]) {
      const message = decode(bytes(text));
      expect(message).toMatchObject({ type: "REQUEST.EXPERIMENTER", msg: { exp_type: 1870 } });
      expect(encode(message as MessageInput)).toEqual(bytes(text));
    }
    const usual = `${header("0030")} 00000007 000f 0004 ffffffff ff 000000 0001 0004 00000000`;
    expect(decode(bytes(usual)).type).toBe("REQUEST.FLOW_MONITOR");
  });
});

describe("encodeTemplate", () => {
  const fill = (message: unknown, version: number, values: Record<string, unknown>) => {
    const template = encodeTemplate(message, version);
    if (template === undefined) return undefined;
    const writer = new Writer(16);
    writer.append(template.bytes);
    for (const { hole, offset, put, field } of template.patches)
      put(writer, offset, values[hole.name], field);
    return hex(writer.finish());
  };
  const template = {
    type: "FLOW_MOD",
    msg: {
      command: "ADD",
      idle_timeout: new Hole("idle"),
      match: [
        { field: "ETH_DST", value: new Hole("mac") },
        { field: "VLAN_VID", value: new Hole("vlan") },
      ],
      instructions: [
        { instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: new Hole("port") }] },
      ],
    },
  };
  const values = { idle: 30, mac: "00:00:00:00:00:01", vlan: 5, port: "FLOOD" };
  const whole = {
    type: "FLOW_MOD",
    msg: {
      command: "ADD",
      idle_timeout: values.idle,
      match: [
        { field: "ETH_DST", value: values.mac },
        { field: "VLAN_VID", value: values.vlan },
      ],
      instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: values.port }] }],
    },
  } as MessageInput;

  it.each([1, 4])("gives the bytes that encoding the whole would (version %i)", (version) => {
    expect(fill(template, version, values)).toBe(hex(encode(whole, { version })));
  });

  it("leaves trailing data to be appended", () => {
    const out = encodeTemplate({ type: "PACKET_OUT", msg: { actions: [], data: new Hole("data") } }, 4);
    expect(out).toMatchObject({ tail: { name: "data" }, patches: [] });
    expect(out?.bytes.length).toBe(24);
  });

  it.each([
    { type: "FLOW_MOD", msg: { command: "ADD", match: new Hole("match") } },
    { type: "FLOW_MOD", msg: { command: "ADD", match: [new Hole("entry")] } },
    { type: "FLOW_MOD", msg: { command: "ADD", match: [{ field: new Hole("field"), value: 1 }] } },
    { type: "FLOW_MOD", msg: new Hole("msg") },
    { type: "PACKET_OUT", msg: { actions: [{ action: new Hole("action") }] } },
    {
      type: "PACKET_OUT",
      msg: { actions: [{ action: "EXPERIMENTER", experimenter: 1, data: new Hole("data") }] },
    },
    {
      type: "FLOW_MOD",
      msg: {
        command: "ADD",
        match: [
          { field: "ETH_TYPE", value: new Hole("t") },
          { field: "IPV4_DST", value: "10.0.0.1" },
        ],
      },
    },
  ])("is undefined where the size or the rest depends on the hole: %#", (message) => {
    expect(encodeTemplate(message, 4)).toBeUndefined();
  });
});
